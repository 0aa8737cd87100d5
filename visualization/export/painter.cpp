#include "visualization/export/painter.h"

#include <vtkBrush.h>
#include <vtkContext2D.h>
#include <vtkPen.h>
#include <vtkTextProperty.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace solea {

namespace {

constexpr int smallest_px = 9;  // still read

std::vector<float> flat(std::span<const PagePoint> points) {
  std::vector<float> xy;
  xy.reserve(2 * points.size());
  for (const PagePoint& p : points) {
    xy.push_back(static_cast<float>(p.x));
    xy.push_back(static_cast<float>(p.y));
  }
  return xy;
}

/// VTK takes a bar for the columns of a formula and sets it in another way, in PDF with a red box.
std::string without_bars(std::string words) {
  for (std::size_t at = 0; (at = words.find("  |  ", at)) != std::string::npos;) {
    words.replace(at, 5, "; ");
  }
  std::replace(words.begin(), words.end(), '|', '/');
  return words;
}

}  // namespace

int Painter::set_font(double units, const style::Color& color) {
  vtkTextProperty* look = context_.GetTextProp();
  const int px = std::max(smallest_px, static_cast<int>(std::lround(units * unit_px_)));
  look->SetFontFamilyToArial();
  look->SetFontSize(px);
  look->SetColor(color[0], color[1], color[2]);
  look->SetOpacity(1);
  look->SetOrientation(0);
  look->SetVerticalJustificationToCentered();
  look->SetJustificationToLeft();
  look->BoldOff();
  look->ItalicOff();
  return px;
}

double Painter::text_width(const std::string& text, double units) {
  const std::string words = without_bars(text);
  set_font(units, style::ink);
  std::array<float, 4> bounds{};
  context_.ComputeStringBounds(words.c_str(), bounds.data());
  return bounds[2];
}

void Painter::text(const std::string& words, PagePoint at, double units, const style::Color& color,
                   Align align, double room_px) {
  if (words.empty()) return;
  if (room_px > 0) {
    const double width = text_width(words, units);
    if (width > room_px) units *= room_px / width;
  }
  set_font(units, color);
  vtkTextProperty* look = context_.GetTextProp();
  if (align == Align::centre) look->SetJustificationToCentered();
  if (align == Align::right) look->SetJustificationToRight();
  // On whole pixels: between them letters blur, and their other edge shows through.
  context_.DrawString(std::round(static_cast<float>(at.x)), std::round(static_cast<float>(at.y)),
                      without_bars(words).c_str());
}

void Painter::line(std::span<const PagePoint> points, const style::Color& color, double width_px,
                   bool dashed) {
  if (points.size() < 2) return;
  vtkPen* pen = context_.GetPen();
  pen->SetLineType(dashed ? vtkPen::DASH_LINE : vtkPen::SOLID_LINE);
  pen->SetColorF(color[0], color[1], color[2]);
  pen->SetOpacityF(1);
  pen->SetWidth(static_cast<float>(std::max(1.0, width_px)));
  std::vector<float> xy = flat(points);
  context_.DrawPoly(xy.data(), static_cast<int>(points.size()));
}

void Painter::polygon(std::span<const PagePoint> points, const Rgb& color, double opacity) {
  context_.GetPen()->SetLineType(vtkPen::NO_PEN);
  vtkBrush* brush = context_.GetBrush();
  brush->SetColor(color[0], color[1], color[2]);
  brush->SetOpacityF(opacity);
  std::vector<float> xy = flat(points);
  context_.DrawPolygon(xy.data(), static_cast<int>(points.size()));
}

void Painter::disc(PagePoint at, double radius_px, const style::Color& color) {
  // A polygon: ellipses make the PDF exporter of VTK 9.1 fail.
  constexpr int corners = 32;
  std::array<PagePoint, corners> rim;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2 * std::numbers::pi * i / corners;
    rim[static_cast<std::size_t>(i)] = {at.x + radius_px * std::cos(angle),
                                        at.y + radius_px * std::sin(angle)};
  }
  Rgb rgb{};
  for (std::size_t i = 0; i < rgb.size(); ++i) {
    rgb[i] = static_cast<std::uint8_t>(std::lround(255 * color[i]));
  }
  polygon(rim, rgb);
}

}  // namespace solea
