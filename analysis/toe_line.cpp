#include "analysis/toe_line.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace solea {

namespace {

// Where the path may run, of the print length from the heel: a corridor around the straight line
// between its usual ends. Without it the cheapest way leads around the toes.
constexpr double medial_end = 0.84;
constexpr double lateral_end = 0.68;
constexpr double freedom = 0.11;
// Keeps the path straight where nothing is loaded.
constexpr double constant_cost_kpa = 10;
constexpr int steepest = 2;  // rows a path may climb from one column to the next

/// Pressure at a plate position, bilinear between cell centres, 0 outside the box.
double sample(const Footprint& print, PointMm p) {
  const double col = p.x / print.plate.pitch_x_mm - 0.5 - print.box.col0;
  const double row = p.y / print.plate.pitch_y_mm - 0.5 - print.box.row0;
  const int c = static_cast<int>(std::floor(col));
  const int r = static_cast<int>(std::floor(row));
  const auto at = [&](int rr, int cc) -> double {
    if (rr < 0 || cc < 0 || rr >= print.box.rows() || cc >= print.box.cols()) return 0;
    return print.peak_kpa[static_cast<std::size_t>(rr * print.box.cols() + cc)];
  };
  const double fc = col - c;
  const double fr = row - r;
  return (1 - fr) * ((1 - fc) * at(r, c) + fc * at(r, c + 1)) +
         fr * ((1 - fc) * at(r + 1, c) + fc * at(r + 1, c + 1));
}

/// A grid in the foot frame over the front half of the print, finer than the cells.
struct Grid {
  double step_mm;
  Extent x;
  double y0;
  int cols;
  int rows;
  [[nodiscard]] double x_at(int c) const { return x.lo + c * step_mm; }
  [[nodiscard]] double y_at(int r) const { return y0 + r * step_mm; }
};

/// Row of the cheapest path in each column, medial to lateral.
std::vector<int> cheapest_path(const Footprint& print, const FootFrame& frame, const Grid& grid,
                               Extent length) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  const auto n = static_cast<std::size_t>(grid.rows);
  const auto allowed = [&](int c, int r) {
    const double across = static_cast<double>(c) / (grid.cols - 1);
    const double middle = medial_end + across * (lateral_end - medial_end);
    return std::abs((grid.y_at(r) - length.lo) / length.size() - middle) <= freedom;
  };
  std::vector<double> cost(n, infinite);
  std::vector<std::vector<int>> from(static_cast<std::size_t>(grid.cols), std::vector<int>(n, -1));
  for (int r = 0; r < grid.rows; ++r) {
    if (allowed(0, r)) cost[static_cast<std::size_t>(r)] = 0;
  }
  for (int c = 1; c < grid.cols; ++c) {
    std::vector<double> next(n, infinite);
    for (int r = 0; r < grid.rows; ++r) {
      if (!allowed(c, r)) continue;
      const double here =
          sample(print, frame.to_plate({grid.x_at(c), grid.y_at(r)})) + constant_cost_kpa;
      for (int d = -steepest; d <= steepest; ++d) {
        const int previous = r + d;
        if (previous < 0 || previous >= grid.rows) continue;
        const double total = cost[static_cast<std::size_t>(previous)] + here * std::hypot(1.0, d);
        if (total < next[static_cast<std::size_t>(r)]) {
          next[static_cast<std::size_t>(r)] = total;
          from[static_cast<std::size_t>(c)][static_cast<std::size_t>(r)] = previous;
        }
      }
    }
    cost = std::move(next);
  }
  int row = -1;
  double best = infinite;
  for (int r = 0; r < grid.rows; ++r) {
    if (cost[static_cast<std::size_t>(r)] < best) {
      best = cost[static_cast<std::size_t>(r)];
      row = r;
    }
  }
  std::vector<int> path(static_cast<std::size_t>(grid.cols), row);
  for (int c = grid.cols - 1; c > 0 && row >= 0; --c) {
    row = from[static_cast<std::size_t>(c)][static_cast<std::size_t>(row)];
    path[static_cast<std::size_t>(c - 1)] = row;
  }
  return path;
}

}  // namespace

ToeLine find_toe_line(const Footprint& footprint, const FootFrame& frame, Extent length,
                      double threshold_kpa) {
  ToeLine line;
  line.toes.assign(footprint.cells(), 0);
  const double pitch = std::min(footprint.plate.pitch_x_mm, footprint.plate.pitch_y_mm);

  // Sideways extent of the front half.
  Extent x{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (std::size_t i = 0; i < footprint.cells(); ++i) {
    if (footprint.peak_kpa[i] < threshold_kpa) continue;
    const PointMm p = frame.to_foot(footprint.cell_centre(i));
    if (p.y < length.lo + 0.5 * length.size()) continue;
    x = {std::min(x.lo, p.x), std::max(x.hi, p.x)};
  }
  if (x.lo > x.hi) return line;

  Grid grid{std::max(1.0, 0.5 * pitch), {x.lo - pitch, x.hi + pitch}, 0, 0, 0};
  grid.y0 = length.lo + 0.5 * length.size();
  grid.cols = static_cast<int>(std::ceil(grid.x.size() / grid.step_mm)) + 1;
  grid.rows = static_cast<int>(std::ceil((length.hi - grid.y0) / grid.step_mm)) + 1;
  for (const int row : cheapest_path(footprint, frame, grid, length)) {
    const int column = static_cast<int>(line.path.size());
    line.path.push_back({grid.x_at(column), grid.y_at(row)});
  }

  for (std::size_t i = 0; i < footprint.cells(); ++i) {
    const PointMm p = frame.to_foot(footprint.cell_centre(i));
    const double column = std::clamp((p.x - grid.x.lo) / grid.step_mm, 0.0, grid.cols - 1.0);
    const auto c = std::min(static_cast<std::size_t>(column), line.path.size() - 1);
    const auto next = std::min(c + 1, line.path.size() - 1);
    const double t = column - static_cast<double>(c);
    const double path_y = (1 - t) * line.path[c].y + t * line.path[next].y;
    if (footprint.peak_kpa[i] > 0 && p.y > path_y) line.toes[i] = 1;
  }
  return line;
}

}  // namespace solea
