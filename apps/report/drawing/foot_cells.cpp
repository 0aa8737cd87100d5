#include "apps/report/drawing/foot_cells.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

namespace solea::report {

namespace {

/// Steps of colour: more cannot be told apart, and cells of one colour become one surface.
constexpr int levels = 40;

}  // namespace

std::array<PointMm, 4> FootPaper::corners_mm(std::size_t cell, const CellReach& reach) const {
  const Footprint& print = *foot_.print;
  const PointMm c = print.cell_centre(cell);
  const auto at = [&](double x, double y) {
    return turned(
        foot_.frame.to_foot({c.x + x * print.plate.pitch_x_mm, c.y + y * print.plate.pitch_y_mm}));
  };
  const double x0 = -0.5 - reach.west;
  const double x1 = 0.5 + reach.east;
  const double y0 = -0.5 - reach.south;
  const double y1 = 0.5 + reach.north;
  return {at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1)};
}

double FootPaper::along_mm(std::size_t cell) const {
  return foot_.frame.to_foot(foot_.print->cell_centre(cell)).y;
}

void FootPaper::add_cells(Drawing& drawing, const std::function<Color(std::size_t)>& color) const {
  using Key = std::tuple<int, int, double>;
  const int rows = foot_.print->box.rows();
  const int cols = foot_.print->box.cols();
  std::vector<std::optional<Key>> keys(foot_.print->cells());
  std::map<Key, Path> surfaces;  // drawn in this order
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Color own = color(i);
    if (!own.visible()) continue;
    if (own.table != Color::Table::none) {
      own.value = std::round(std::clamp(own.value, -1.0, 1.0) * levels) / levels;
    }
    keys[i] = {static_cast<int>(own.table), static_cast<int>(own.tone), own.value};
    Path& path = surfaces[*keys[i]];
    path.closed = true;
    path.fill = own;
  }
  for (int row = 0; row < rows; ++row) {
    for (int col = 0; col < cols; ++col) {
      const auto i = static_cast<std::size_t>(row * cols + col);
      if (!keys[i]) continue;
      const auto under = [&](int r, int c) {
        if (r < 0 || c < 0 || r >= rows || c >= cols) return 0.0;
        const auto& other = keys[static_cast<std::size_t>(r * cols + c)];
        return other && *other > *keys[i] ? 0.5 : 0.0;
      };
      const auto add = [&](const CellReach& reach) {
        std::vector<Spot> spots;
        for (const PointMm& corner : corners_mm(i, reach)) spots.push_back(of_paper(corner));
        surfaces[*keys[i]].lines.push_back(std::move(spots));
      };
      // Two bars of a cross: nothing behind a corner, which may be unloaded.
      const CellReach along_row{under(row, col - 1), under(row, col + 1), 0, 0};
      const CellReach along_col{0, 0, under(row - 1, col), under(row + 1, col)};
      add(along_row);
      if (along_col.south + along_col.north > 0) add(along_col);
    }
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
