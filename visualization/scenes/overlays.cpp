#include "visualization/scenes/overlays.h"

#include <fmt/format.h>
#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "visualization/scenes/relief.h"

namespace solea {

namespace {

using style::ink;
using style::quiet_ink;

constexpr double above_cells_mm = 1.0;

/// White to magenta: no colour of the pressures.
Rgb path_color(double t) {
  t = std::clamp(t, 0.0, 1.0);
  const auto mix = [t](double from, double to) {
    return static_cast<std::uint8_t>(std::lround(from + t * (to - from)));
  };
  return {mix(255, 225), mix(255, 0), mix(255, 140)};
}

/// 0 to 1 for each point of a path.
std::vector<double> along_path(const TimedPath& path, CopColor color) {
  const std::size_t n = path.points.size();
  std::vector<double> t(n, 0);
  if (color == CopColor::plain || n < 2) return t;
  for (std::size_t i = 0; i < n; ++i) {
    if (color == CopColor::time) {
      t[i] = path.times_s[i] - path.times_s.front();
      continue;
    }
    const std::size_t a = i == 0 ? 0 : i - 1;
    const std::size_t b = std::min(i + 1, n - 1);
    const PointMm d = path.points[b] - path.points[a];
    const double dt = path.times_s[b] - path.times_s[a];
    t[i] = dt > 0 ? std::hypot(d.x, d.y) / dt : 0;
  }
  const double most = *std::max_element(t.begin(), t.end());
  for (double& v : t) v = most > 0 ? v / most : 0;
  return t;
}

/// The colour of each point of a draped path: that of the nearest point of the path before it.
void color_path(vtkPolyData& mesh, const TimedPath& path, CopColor color) {
  const std::vector<double> t = along_path(path, color);
  vtkNew<vtkUnsignedCharArray> rgb;
  rgb->SetNumberOfComponents(3);
  std::size_t at = 0;
  for (vtkIdType i = 0; i < mesh.GetNumberOfPoints(); ++i) {
    std::array<double, 3> p{};
    mesh.GetPoint(i, p.data());
    const auto distance = [&](std::size_t k) {
      return std::hypot(path.points[k].x - p[0], path.points[k].y - p[1]);
    };
    while (at + 1 < t.size() && distance(at + 1) <= distance(at)) ++at;
    rgb->InsertNextTypedTuple(path_color(t[at]).data());
  }
  mesh.GetPointData()->SetScalars(rgb);
}

}  // namespace

Overlays::Overlays(vtkRenderer& stage, vtkRenderer& casing, vtkRenderer& above, double unit_px,
                   double words_mm)
    : stage_(stage),
      casing_(casing),
      above_(above),
      unit_px_(unit_px),
      words_mm_(words_mm),
      words_(stage, above) {}

double Overlays::line_px(double units) const {
  return std::max(1.0, units * unit_px_);
}

void Overlays::add(Layer layer, vtkProp* prop) {
  props_.emplace_back(layer, prop);
}

void Overlays::add_dot(Layer layer, PointMm at, double z, const std::string& text) {
  const auto actor = style::dot_actor(at, z, 0.35 * words_mm_);
  above_.AddActor(actor);
  add(layer, actor);
  words_.add_dot(layer, {at.x, at.y, z});
  if (!text.empty()) words_.add(layer, {at.x, at.y, z}, text, true);
}

void Overlays::add_path(const PressurePicture& picture, const TimedPath& path, CopColor color,
                        bool ends, double mm_per_unit) {
  if (path.points.size() < 2) return;
  const auto line = relief::draped_path(picture, path, mm_per_unit);
  const auto rim = style::line_actor(line, ink, line_px(0.65));
  casing_.AddActor(rim);
  add(Layer::cop, rim);
  color_path(*line, path, color);
  const auto core = style::line_actor(line, {1, 1, 1}, line_px(0.34));
  core->GetMapper()->ScalarVisibilityOn();
  above_.AddActor(core);
  add(Layer::cop, core);
  if (!ends) return;
  const std::string stance = fmt::format("{:.2f} s", path.times_s.back() - path.times_s.front());
  const auto height = [&](PointMm p) { return relief::value_at(picture, p) * mm_per_unit + 2; };
  const PointMm way = path.points.back() - path.points.front();
  if (std::hypot(way.x, way.y) > 25) {
    add_dot(Layer::cop, path.points.front(), height(path.points.front()), "CoP 0 s");
    add_dot(Layer::cop, path.points.back(), height(path.points.back()), stance);
  } else {  // a foot that stands: two labels would lie on each other
    const PointMm at = path.points.front();
    add_dot(Layer::cop, at, height(at), "CoP, " + stance);
  }
}

void Overlays::add_lines(Layer layer, const std::vector<FootPicture::Line>& lines,
                         const style::Color& color, double units) {
  if (lines.empty()) return;
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> cells;
  for (const auto& [a, b] : lines) {
    cells->InsertNextCell(2);
    cells->InsertCellPoint(points->InsertNextPoint(a.x, a.y, above_cells_mm));
    cells->InsertCellPoint(points->InsertNextPoint(b.x, b.y, above_cells_mm));
  }
  vtkNew<vtkPolyData> mesh;
  mesh->SetPoints(points);
  mesh->SetLines(cells);
  const auto actor = style::line_actor(mesh, color, line_px(units));
  above_.AddActor(actor);
  add(layer, actor);
}

void Overlays::add_foot(const PressurePicture& picture, const FootPicture& foot,
                        double mm_per_unit) {
  const auto height = [&](PointMm p) {
    return std::abs(relief::value_at(picture, p)) * mm_per_unit + 2;
  };
  if (foot.axis) add_lines(Layer::axis, {*foot.axis}, style::side_color(foot.side), 0.34);
  add_lines(Layer::tangents, foot.tangents, style::side_color(foot.side), 0.22);
  add_lines(Layer::thirds, foot.arch_thirds, quiet_ink, 0.20);
  add_lines(Layer::zones, foot.zone_borders, ink, 0.20);
  // Several feet on a walkway are too small for the words and dots of each.
  const bool alone = picture.feet.size() == 1;
  // Words inside the foot first: those of dots find a place beside them.
  for (const FootPicture::Zone& zone : foot.zones) {
    if (!alone) break;
    const Place at = {zone.centre.x, zone.centre.y, height(zone.centre)};
    const std::size_t name = words_.add(Layer::zones, at, zone.label, false);
    if (!zone.peak_kpa) continue;
    words_.add(Layer::values, at, fmt::format("{} {:.0f}", zone.label, *zone.peak_kpa), false);
    words_.unless(name, Layer::values);
  }
  if (!alone) return;
  for (const FootPicture::Instant& instant : foot.instants) {
    add_dot(Layer::instants, instant.at, height(instant.at),
            fmt::format("{} {:.2f} s", instant.label, instant.time_s));
  }
  if (foot.peak) {
    const PointMm at = *foot.peak;
    add_dot(Layer::peak, at, height(at),
            fmt::format("{:.0f} {}", relief::cell_at(picture, at), picture.unit));
  }
}

void Overlays::add_outline(const PressurePicture& picture) {
  const auto line = style::line_actor(relief::outline(picture), ink, line_px(0.2));
  stage_.AddActor(line);
  add(Layer::outline, line);
}

void Overlays::add_labels(const std::vector<PlateLabel>& labels) {
  for (const PlateLabel& label : labels) {
    words_.add(Layer::labels, {label.at.x, label.at.y, 0}, label.text, false);
  }
}

void Overlays::show(const Layers& layers) {
  for (const auto& [layer, prop] : props_) prop->SetVisibility(layers.has(layer));
  words_.show(layers);
}

void Overlays::fit(double unit_px) {
  unit_px_ = unit_px;
  words_.fit(unit_px);
}

}  // namespace solea
