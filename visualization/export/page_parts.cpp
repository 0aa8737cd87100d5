#include "visualization/export/page_parts.h"

#include <array>
#include <cstdio>

namespace solea {

void paint_words(Painter& painter, const PageWords& words, double width_px) {
  const double u = painter.unit_px();
  const double left = 0.025 * width_px;
  const double room = width_px - 2 * left;
  painter.text(words.title, {left, 96 * u}, 3.0, style::ink, Painter::Align::left, room);
  painter.text(words.subtitle, {left, 92 * u}, 2.0, style::quiet_ink, Painter::Align::left, room);
  painter.text(words.footer, {left, 2.5 * u}, 1.7, style::quiet_ink, Painter::Align::left, room);
}

void paint_color_bar(Painter& painter, double max, const std::string& unit, double width_px) {
  const double u = painter.unit_px();
  const double x0 = width_px - 10.5 * u;
  const double x1 = x0 + 2.5 * u;
  const double y0 = 20 * u;
  const double y1 = 78 * u;
  constexpr int strips = 128;
  const ColorScale scale(max);
  for (int i = 0; i < strips; ++i) {
    const double low = y0 + (y1 - y0) * i / strips;
    const double high = y0 + (y1 - y0) * (i + 1) / strips;
    const std::array<PagePoint, 4> strip = {{{x0, low}, {x1, low}, {x1, high}, {x0, high}}};
    painter.polygon(strip, scale.color(max * (i + 0.5) / strips));
  }
  const int labels = scale_labels(max);
  for (int i = 0; i < labels; ++i) {
    const double part = static_cast<double>(i) / (labels - 1);
    const double y = y0 + part * (y1 - y0);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%g", max * part);
    const std::array<PagePoint, 2> tick = {{{x1, y}, {x1 + 0.6 * u, y}}};
    painter.line(tick, style::ink, 0.15 * u);
    painter.text(text.data(), {x1 + 1.2 * u, y}, 1.9, style::ink);
  }
  painter.text(unit, {x0, y1 + 2.6 * u}, 2.1, style::ink);
}

PageRoom room_on_page(double width_px, double unit_px) {
  return {0.025 * width_px, 6 * unit_px, width_px - 13 * unit_px, 89 * unit_px};
}

}  // namespace solea
