#include "apps/report/drawing/foot_cells.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace solea::report {

namespace {

/// Steps of colour: more cannot be told apart, and cells of one colour become one surface.
constexpr int levels = 40;

}  // namespace

std::array<PointMm, 4> FootPaper::corners_mm(std::size_t cell) const {
  const Footprint& print = *foot_.print;
  const PointMm c = print.cell_centre(cell);
  const double dx = 0.5 * print.plate.pitch_x_mm;
  const double dy = 0.5 * print.plate.pitch_y_mm;
  const auto at = [&](double x, double y) {
    return turned(foot_.frame.to_foot({c.x + x, c.y + y}));
  };
  return {at(-dx, -dy), at(dx, -dy), at(dx, dy), at(-dx, dy)};
}

double FootPaper::along_mm(std::size_t cell) const {
  return foot_.frame.to_foot(foot_.print->cell_centre(cell)).y;
}

void FootPaper::add_cells(Drawing& drawing, const std::function<Color(std::size_t)>& color) const {
  using Key = std::tuple<int, int, double>;
  std::map<Key, Path> surfaces;
  for (std::size_t i = 0; i < foot_.print->cells(); ++i) {
    Color own = color(i);
    if (!own.visible()) continue;
    if (own.table != Color::Table::none) {
      own.value = std::round(std::clamp(own.value, -1.0, 1.0) * levels) / levels;
    }
    Path& path = surfaces[{static_cast<int>(own.table), static_cast<int>(own.tone), own.value}];
    path.closed = true;
    path.fill = own;
    path.stroke = own;  // no seams between neighbours
    path.width = 0.15;
    std::vector<Spot> spots;
    for (const PointMm& corner : corners_mm(i)) spots.push_back(of_paper(corner));
    path.lines.push_back(std::move(spots));
  }
  for (auto& [key, path] : surfaces) drawing.shapes.emplace_back(std::move(path));
}

void FootPaper::add_pressures(Drawing& drawing, double top_mm) const {
  add_cells(drawing, [&](std::size_t i) {
    if (!is_active(i) || along_mm(i) > top_mm) return Color();
    return Color(Color::Table::pressure, foot_.print->peak_kpa[i] / scale_.max_kpa);
  });
}

void FootPaper::add_silhouette(Drawing& drawing,
                               const std::function<Color(std::size_t)>& color) const {
  add_cells(drawing, [&](std::size_t i) { return is_active(i) ? color(i) : Color(); });
}

void FootPaper::add_outline(Drawing& drawing, double width, Tone tone) const {
  const int rows = foot_.print->box.rows();
  const int cols = foot_.print->box.cols();
  const auto active = [&](int row, int col) {
    return row >= 0 && col >= 0 && row < rows && col < cols &&
           is_active(static_cast<std::size_t>(row * cols + col));
  };
  Path rim;
  rim.stroke = tone;
  rim.width = width;
  for (int row = 0; row < rows; ++row) {
    for (int col = 0; col < cols; ++col) {
      if (!active(row, col)) continue;
      const auto c = corners_mm(static_cast<std::size_t>(row * cols + col));
      const auto edge = [&](std::size_t a, std::size_t b) {
        rim.lines.push_back({of_paper(c[a]), of_paper(c[b])});
      };
      if (!active(row - 1, col)) edge(0, 1);
      if (!active(row, col + 1)) edge(1, 2);
      if (!active(row + 1, col)) edge(2, 3);
      if (!active(row, col - 1)) edge(3, 0);
    }
  }
  drawing.shapes.emplace_back(std::move(rim));
}

}  // namespace solea::report
