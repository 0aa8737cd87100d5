#include "visualization/scenes/floor.h"

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkTextActor.h>
#include <vtkTextProperty.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace solea {

namespace {

constexpr double fine_mm = 10;
constexpr double coarse_mm = 50;
constexpr double margin_mm = 36;
constexpr double floor_z_mm = -0.5;  // under the cells of a flat map

struct Segment {
  PointMm a, b;
};

vtkProp* add_segments(vtkRenderer& renderer, const std::vector<Segment>& segments, PointMm shift,
                      double z, double grey, double width) {
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> lines;
  for (const Segment& s : segments) {
    const PointMm a = s.a + shift;
    const PointMm b = s.b + shift;
    const std::array<vtkIdType, 2> ids = {points->InsertNextPoint(a.x, a.y, z),
                                          points->InsertNextPoint(b.x, b.y, z)};
    lines->InsertNextCell(2, ids.data());
  }
  vtkNew<vtkPolyData> mesh;
  mesh->SetPoints(points);
  mesh->SetLines(lines);
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(mesh);
  vtkNew<vtkActor> actor;
  actor->SetMapper(mapper);
  actor->GetProperty()->SetColor(grey, grey, grey);
  actor->GetProperty()->SetLineWidth(static_cast<float>(width));
  actor->GetProperty()->LightingOff();
  renderer.AddActor(actor);
  return actor;
}

vtkProp* add_number(vtkRenderer& renderer, const std::string& text, PointMm at, int text_px,
                    bool right_aligned) {
  vtkNew<vtkTextActor> label;  // in 2-D: twenty words in 3-D cost more than the relief
  label->SetInput(text.c_str());
  label->GetPositionCoordinate()->SetCoordinateSystemToWorld();
  label->GetPositionCoordinate()->SetValue(at.x, at.y, 0);
  vtkTextProperty* style = label->GetTextProperty();
  style->SetFontSize(text_px);
  style->SetColor(0.35, 0.38, 0.42);
  style->SetVerticalJustificationToCentered();
  if (right_aligned) {
    style->SetJustificationToRight();
  } else {
    style->SetJustificationToCentered();
  }
  renderer.AddActor2D(label);
  return label;
}

bool is_multiple(double value, double of) {
  return std::abs(std::remainder(value, of)) < 1e-6;
}

}  // namespace

FloorExtent floor_extent(const PressurePicture& picture) {
  return floor_extent(picture, {picture.box, {}});
}

FloorExtent floor_extent(const PressurePicture& picture, const PictureRow& row) {
  const auto down = [](double v) { return std::floor((v - margin_mm) / fine_mm) * fine_mm; };
  const auto up = [](double v) { return std::ceil((v + margin_mm) / fine_mm) * fine_mm; };
  return {down(row.box.col0 * picture.plate.pitch_x_mm - row.shift.x),
          up(row.box.col1 * picture.plate.pitch_x_mm - row.shift.x),
          down(row.box.row0 * picture.plate.pitch_y_mm - row.shift.y),
          up(row.box.row1 * picture.plate.pitch_y_mm - row.shift.y)};
}

FloorProps add_floor(vtkRenderer& renderer, const FloorExtent& e, int text_px, bool lying,
                     PointMm shift, std::optional<double> like_mm) {
  const auto add_lines = [&](const std::vector<Segment>& lines, double z, double grey,
                             double width) {
    return add_segments(renderer, lines, shift, z, grey, width);
  };
  const auto add_label = [&](const std::string& text, PointMm at, bool right_aligned) {
    return add_number(renderer, text, at + shift, text_px, right_aligned);
  };
  FloorProps props;
  std::vector<Segment> fine;
  std::vector<Segment> coarse;
  for (double x = e.x0; x <= e.x1 + 1e-6; x += fine_mm) {
    (is_multiple(x, coarse_mm) ? coarse : fine).push_back({{x, e.y0}, {x, e.y1}});
  }
  for (double y = e.y0; y <= e.y1 + 1e-6; y += fine_mm) {
    (is_multiple(y, coarse_mm) ? coarse : fine).push_back({{e.x0, y}, {e.x1, y}});
  }
  const double thick = text_px / 16.0;  // lines grow with the window, as the text does
  const double size_mm = like_mm.value_or(std::max(e.x1 - e.x0, e.y1 - e.y0));
  const bool large = size_mm > 1000;
  const bool one_foot = size_mm < 450;  // on a mat the fine lines would be haze, and cost its pace
  if (one_foot) {
    props.grid.push_back(add_lines(fine, floor_z_mm, 0.90, std::max(1.0, thick)));
  }
  props.grid.push_back(
      add_lines(coarse, floor_z_mm + 0.1, large ? 0.86 : 0.78, std::max(1.0, 1.5 * thick)));

  // Mats get fewer labels, long walkways fewer still, further from the rim.
  const double label_mm = size_mm > 4000   ? 1000
                          : size_mm > 2500 ? 500
                          : large          ? 200
                          : one_foot       ? coarse_mm
                                           : 2 * coarse_mm;
  // Across a walk there is room for no more than a few.
  const double across_mm = std::min(label_mm, 200.0);
  const bool along_x = e.x1 - e.x0 > e.y1 - e.y0;
  const double away_mm = std::max(7.0, size_mm / 120);
  for (double x = e.x0; x <= e.x1 + 1e-6; x += fine_mm) {
    if (!is_multiple(x, along_x ? label_mm : across_mm)) continue;
    props.grid.push_back(add_label(std::to_string(std::lround(x)), {x, e.y0 - away_mm}, lying));
  }
  for (double y = e.y0; y <= e.y1 + 1e-6; y += fine_mm) {
    if (!is_multiple(y, along_x ? across_mm : label_mm)) continue;
    const PointMm at = lying ? PointMm{e.x1 + away_mm, y} : PointMm{e.x0 - 0.7 * away_mm, y};
    props.grid.push_back(add_label(std::to_string(std::lround(y)) + " mm", at, !lying));
  }

  if (lying) return props;  // steps and their words need the room; the rim has its numbers
  const double scale_mm = large ? 200 : coarse_mm;
  const double inset_mm = std::max(6.0, size_mm / 100);
  const Segment bar = {{e.x1 - scale_mm - inset_mm, e.y0 + inset_mm},
                       {e.x1 - inset_mm, e.y0 + inset_mm}};
  props.scale.push_back(add_lines({bar}, 0.3, 0.1, 5 * thick));
  props.scale.push_back(add_label(std::to_string(std::lround(scale_mm)) + " mm",
                                  0.5 * (bar.a + bar.b) + PointMm{0, 1.2 * inset_mm}, false));
  return props;
}

}  // namespace solea
