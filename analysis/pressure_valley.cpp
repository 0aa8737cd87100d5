#include "analysis/pressure_valley.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "analysis/pressure_image.h"

namespace solea {

namespace {

constexpr int steepest = 2;  // rows a path may climb from one column to the next

}  // namespace

double ZonePath::at(double coordinate) const {
  const auto u = [&](const PointMm& p) { return runs == Runs::across ? p.x : p.y; };
  const auto v = [&](const PointMm& p) { return runs == Runs::across ? p.y : p.x; };
  if (coordinate <= u(points.front())) return v(points.front());
  if (coordinate >= u(points.back())) return v(points.back());
  const auto next = std::upper_bound(points.begin(), points.end(), coordinate,
                                     [&](double value, const PointMm& p) { return value < u(p); });
  const PointMm& b = *next;
  const PointMm& a = *std::prev(next);
  const double t = (coordinate - u(a)) / (u(b) - u(a));
  return (1 - t) * v(a) + t * v(b);
}

ZonePath find_valley(const Footprint& footprint, const FootFrame& frame,
                     const ValleyCorridor& corridor) {
  const bool across = corridor.runs == ZonePath::Runs::across;
  const double step_mm =
      std::max(1.0, 0.5 * std::min(footprint.plate.pitch_x_mm, footprint.plate.pitch_y_mm));
  const auto columns = static_cast<std::size_t>(std::ceil(corridor.over.size() / step_mm)) + 1;
  const int reach = static_cast<int>(std::floor(corridor.freedom_mm / step_mm));
  const auto rows = static_cast<std::size_t>(2 * reach + 1);
  // A row is a distance from the corridor's middle, so the corridor is a plain grid.
  const auto point = [&](std::size_t c, std::size_t r) -> PointMm {
    const double u = corridor.over.lo + static_cast<double>(c) * step_mm;
    const double v = corridor.middle(u) + (static_cast<int>(r) - reach) * step_mm;
    return across ? PointMm{u, v} : PointMm{v, u};
  };
  const PressureImage image(footprint, footprint.peak_kpa);

  constexpr double infinite = std::numeric_limits<double>::infinity();
  std::vector<double> cost(rows, 0.0);
  std::vector<std::vector<std::size_t>> from(columns, std::vector<std::size_t>(rows, 0));
  for (std::size_t c = 1; c < columns; ++c) {
    std::vector<double> next(rows, infinite);
    for (std::size_t r = 0; r < rows; ++r) {
      const PointMm here = point(c, r);
      const double kpa = image.at(frame.to_plate(here)) + corridor.constant_cost_kpa;
      for (int d = -steepest; d <= steepest; ++d) {
        const int previous = static_cast<int>(r) + d;
        if (previous < 0 || previous >= static_cast<int>(rows)) continue;
        const auto p = static_cast<std::size_t>(previous);
        const PointMm way = here - point(c - 1, p);
        const double total = cost[p] + kpa * std::hypot(way.x, way.y);
        if (total < next[r]) {
          next[r] = total;
          from[c][r] = p;
        }
      }
    }
    cost = std::move(next);
  }
  auto row = static_cast<std::size_t>(std::min_element(cost.begin(), cost.end()) - cost.begin());
  ZonePath path{corridor.runs, std::vector<PointMm>(columns)};
  for (std::size_t c = columns; c-- > 0;) {
    path.points[c] = point(c, row);
    row = from[c][row];
  }
  return path;
}

}  // namespace solea
