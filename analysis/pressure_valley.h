#pragma once

#include <functional>
#include <vector>

#include "analysis/foot_frame.h"
#include "analysis/print_cells.h"
#include "core/footprint.h"

namespace solea {

/// A path in the foot frame that has one point for each value of a coordinate: across the foot
/// (y' over x') or along it (x' over y'). Beyond its ends it goes on straight.
struct ZonePath {
  enum class Runs : bool { across, along };
  Runs runs = Runs::across;
  std::vector<PointMm> points;  ///< in order of the coordinate it runs over

  /// y' at x' of a path across, x' at y' of a path along.
  [[nodiscard]] double at(double coordinate) const;
};

/// Where a valley may run.
struct ValleyCorridor {
  ZonePath::Runs runs = ZonePath::Runs::across;
  Extent over;                           ///< of the coordinate it runs over, mm
  std::function<double(double)> middle;  ///< of the corridor, at that coordinate
  double freedom_mm = 0;                 ///< to either side
  double constant_cost_kpa = 0;          ///< added to the pressure
};

/// Least-cost path through the maximum pressure picture (bilinear between cell centres, 0 outside)
/// on a grid of half the smaller pitch, at least 1 mm (metrics.md 7.3).
[[nodiscard]] ZonePath find_valley(const Footprint& footprint, const FootFrame& frame,
                                   const ValleyCorridor& corridor);

/// The mean of all paths through the corridor, each weighted by exp(-cost / `spread_kpa_mm`), on a
/// grid of half the smaller pitch, at least 2 mm. Where two ways cost nearly the same the
/// least-cost path jumps from one to the other with the slightest change; this one lies between
/// them.
[[nodiscard]] ZonePath find_mean_valley(const Footprint& footprint, const FootFrame& frame,
                                        const ValleyCorridor& corridor, double spread_kpa_mm);

}  // namespace solea
