#include <algorithm>
#include <cmath>
#include <numbers>

#include "apps/report/drawing/foot_cells.h"
#include "apps/report/drawing/foot_drawing.h"

// Columns on a floor, seen from behind the lateral side and above, drawn from far to near.

namespace solea::report {

namespace {

/// An oblique view: turned about the vertical, the floor foreshortened, heights as they are.
struct View {
  double turn = -28 * std::numbers::pi / 180;
  double foreshortening = 0.62;

  [[nodiscard]] Spot on_floor(PointMm p) const {
    const double x = std::cos(turn) * p.x - std::sin(turn) * p.y;
    const double y = std::sin(turn) * p.x + std::cos(turn) * p.y;
    return {x, -foreshortening * y};
  }
};

struct Column {
  std::array<Spot, 4> floor;  ///< mm, y down
  double height = 0;          ///< mm of paper
  double kpa = 0;
  double depth = 0;  ///< farther is smaller
};

Path face(std::vector<Spot> corners, double value, double shade) {
  const Color color(Color::Table::pressure, value, shade);
  return {{std::move(corners)}, true, color, color, 0.12, false, 1};
}

}  // namespace

Drawing draw_relief(const FootView& foot, const FeetScale& scale, const std::string& title) {
  View view;
  if (foot.side == Side::left) view.turn = -view.turn;
  constexpr double highest_mm = 78;
  const FootPaper paper(foot, scale, 0);
  std::vector<Column> columns;
  for (std::size_t i = 0; i < foot.print->cells(); ++i) {
    if (!paper.is_active(i)) continue;
    Column column;
    const auto corners = paper.corners_mm(i);
    for (std::size_t c = 0; c < corners.size(); ++c) {
      column.floor[c] = view.on_floor(corners[c]);
      column.depth += column.floor[c].y / 4;
    }
    column.kpa = foot.print->peak_kpa[i];
    column.height = highest_mm * std::min(1.0, column.kpa / scale.max_kpa);
    columns.push_back(column);
  }
  Drawing drawing;
  drawing.label = title;
  double left = 0;
  double right = 1;
  double top = 0;
  double bottom = 1;
  for (const Column& column : columns) {
    for (const Spot& p : column.floor) {
      left = std::min(left, p.x);
      right = std::max(right, p.x);
      top = std::min(top, p.y - column.height);
      bottom = std::max(bottom, p.y);
    }
  }
  const double pt = scale.pt_per_mm;
  constexpr double above = 15;
  drawing.width = (right - left) * pt + 4;
  drawing.height = (bottom - top) * pt + above + 4;
  const auto at = [&](const Spot& p, double height) {
    return Spot{2 + (p.x - left) * pt, above + (p.y - height - top) * pt};
  };
  std::stable_sort(columns.begin(), columns.end(),
                   [](const Column& a, const Column& b) { return a.depth < b.depth; });
  for (const Column& column : columns) {
    const double value = std::round(40 * column.kpa / scale.max_kpa) / 40;
    for (std::size_t c = 0; c < 4; ++c) {
      const Spot& a = column.floor[c];
      const Spot& b = column.floor[(c + 1) % 4];
      const Spot& opposite = column.floor[(c + 2) % 4];
      // Sides that face the viewer are nearer than the column's far corners.
      if (0.5 * (a.y + b.y) <= 0.5 * (opposite.y + column.floor[(c + 3) % 4].y)) continue;
      const double shade = std::abs(b.x - a.x) > std::abs(b.y - a.y) ? 0.72 : 0.55;
      drawing.shapes.emplace_back(
          face({at(a, 0), at(b, 0), at(b, column.height), at(a, column.height)}, value, shade));
    }
    std::vector<Spot> top_face;
    for (const Spot& p : column.floor) top_face.push_back(at(p, column.height));
    drawing.shapes.emplace_back(face(std::move(top_face), value, 1));
  }
  drawing.shapes.emplace_back(Label{
      {drawing.width / 2, 10}, title, 9, true, Anchor::middle, tone_of(foot.side), false, false});
  return drawing;
}

Drawing draw_plate(const PlateGeometry& plate, std::span<const float> kpa, double threshold_kpa,
                   double max_kpa, double width_pt, double height_pt, const std::string& label) {
  CellBox box{plate.rows, plate.cols, 0, 0};
  for (int row = 0; row < plate.rows; ++row) {
    for (int col = 0; col < plate.cols; ++col) {
      if (kpa[static_cast<std::size_t>(row * plate.cols + col)] < threshold_kpa) continue;
      box = {std::min(box.row0, row), std::min(box.col0, col), std::max(box.row1, row + 1),
             std::max(box.col1, col + 1)};
    }
  }
  Drawing drawing;
  drawing.label = label;
  if (box.rows() <= 0) return drawing;
  Footprint print;
  print.plate = plate;
  print.box = box;
  for (int row = box.row0; row < box.row1; ++row) {
    for (int col = box.col0; col < box.col1; ++col) {
      print.peak_kpa.push_back(kpa[static_cast<std::size_t>(row * plate.cols + col)]);
    }
  }
  FootView view;
  view.print = &print;
  view.frame.side = Side::right;
  FeetScale scale;
  scale.threshold_kpa = threshold_kpa;
  scale.max_kpa = max_kpa;
  scale.left_mm = box.col0 * plate.pitch_x_mm - 8;
  scale.right_mm = box.col1 * plate.pitch_x_mm + 8;
  scale.bottom_mm = box.row0 * plate.pitch_y_mm - 8;
  scale.top_mm = box.row1 * plate.pitch_y_mm + 8;
  scale.pt_per_mm = std::min(width_pt / (scale.right_mm - scale.left_mm),
                             height_pt / (scale.top_mm - scale.bottom_mm));
  drawing.width = scale.width_pt();
  drawing.height = scale.height_pt();
  const FootPaper paper(view, scale, 0);
  paper.add_pressures(drawing);
  paper.add_outline(drawing, 0.6);
  return drawing;
}

}  // namespace solea::report
