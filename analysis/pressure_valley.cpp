#include "analysis/pressure_valley.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "analysis/pressure_image.h"

namespace solea {

namespace {

constexpr int steepest = 2;  // rows a path may climb from one column to the next

/// A corridor as a plain grid: a row is a distance from its middle.
class CorridorGrid {
 public:
  CorridorGrid(const ValleyCorridor& corridor, double step_mm)
      : corridor_(corridor),
        step_mm_(step_mm),
        columns_(static_cast<std::size_t>(std::ceil(corridor.over.size() / step_mm)) + 1),
        reach_(static_cast<int>(std::floor(corridor.freedom_mm / step_mm))) {}

  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] std::size_t rows() const { return static_cast<std::size_t>(2 * reach_ + 1); }
  [[nodiscard]] PointMm point(std::size_t c, std::size_t r) const {
    const double u = corridor_.over.lo + static_cast<double>(c) * step_mm_;
    const double v = corridor_.middle(u) + (static_cast<int>(r) - reach_) * step_mm_;
    return corridor_.runs == ZonePath::Runs::across ? PointMm{u, v} : PointMm{v, u};
  }
  /// Rows of the next or last column that a path may come from.
  [[nodiscard]] std::size_t lowest(std::size_t r) const { return r < steepest ? 0 : r - steepest; }
  [[nodiscard]] std::size_t highest(std::size_t r) const {
    return std::min(rows() - 1, r + steepest);
  }

 private:
  const ValleyCorridor& corridor_;
  double step_mm_;
  std::size_t columns_;
  int reach_;
};

double half_pitch(const Footprint& footprint) {
  return 0.5 * std::min(footprint.plate.pitch_x_mm, footprint.plate.pitch_y_mm);
}

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
  const CorridorGrid grid(corridor, std::max(1.0, half_pitch(footprint)));
  const std::size_t columns = grid.columns();
  const std::size_t rows = grid.rows();
  const PressureImage image(footprint, footprint.peak_kpa);

  constexpr double infinite = std::numeric_limits<double>::infinity();
  std::vector<double> cost(rows, 0.0);
  std::vector<std::vector<std::size_t>> from(columns, std::vector<std::size_t>(rows, 0));
  for (std::size_t c = 1; c < columns; ++c) {
    std::vector<double> next(rows, infinite);
    for (std::size_t r = 0; r < rows; ++r) {
      const PointMm here = grid.point(c, r);
      const double kpa = image.at(frame.to_plate(here)) + corridor.constant_cost_kpa;
      for (std::size_t p = grid.lowest(r); p <= grid.highest(r); ++p) {
        const PointMm way = here - grid.point(c - 1, p);
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
    path.points[c] = grid.point(c, row);
    row = from[c][row];
  }
  return path;
}

ZonePath find_mean_valley(const Footprint& footprint, const FootFrame& frame,
                          const ValleyCorridor& corridor, double spread_kpa_mm) {
  const CorridorGrid grid(corridor, std::max(2.0, half_pitch(footprint)));
  const std::size_t columns = grid.columns();
  const std::size_t rows = grid.rows();
  const PressureImage image(footprint, footprint.peak_kpa);
  struct Place {
    PointMm at;
    double kpa = 0;
    double come = 1;  ///< weight of all ways from the first column to here, of the column's largest
    double go = 1;    ///< and from here to the last
  };
  std::vector<std::vector<Place>> places(columns, std::vector<Place>(rows));
  for (std::size_t c = 0; c < columns; ++c) {
    for (std::size_t r = 0; r < rows; ++r) {
      const PointMm at = grid.point(c, r);
      places[c][r] = {at, image.at(frame.to_plate(at)) + corridor.constant_cost_kpa};
    }
  }
  const auto add_ways = [&](std::vector<Place>& to, const std::vector<Place>& from,
                            double Place::*weight) {
    double most = 0;
    for (std::size_t r = 0; r < rows; ++r) {
      double sum = 0;
      for (std::size_t p = grid.lowest(r); p <= grid.highest(r); ++p) {
        const PointMm way = to[r].at - from[p].at;
        const double cost = 0.5 * (to[r].kpa + from[p].kpa) * std::hypot(way.x, way.y);
        sum += from[p].*weight * std::exp(-cost / spread_kpa_mm);
      }
      to[r].*weight = sum;
      most = std::max(most, sum);
    }
    for (Place& place : to) place.*weight /= most;
  };
  for (std::size_t c = 1; c < columns; ++c) add_ways(places[c], places[c - 1], &Place::come);
  for (std::size_t c = columns - 1; c-- > 0;) add_ways(places[c], places[c + 1], &Place::go);
  ZonePath path{corridor.runs, {}};
  for (const std::vector<Place>& column : places) {
    PointMm sum;
    double weights = 0;
    for (const Place& place : column) {
      sum = sum + place.come * place.go * place.at;
      weights += place.come * place.go;
    }
    path.points.push_back((1 / weights) * sum);
  }
  return path;
}

}  // namespace solea
