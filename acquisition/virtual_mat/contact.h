#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "acquisition/virtual_mat/foot_model.h"
#include "core/foot_zone.h"
#include "core/plate.h"
#include "core/step.h"

namespace solea::virtual_mat {

/// Force on each zone of a foot, N.
using ZoneForces = std::array<double, foot_zone_count>;

/// Where a foot stands on the plate.
struct FootPlacement {
  Side side = Side::right;
  PointMm heel;         ///< heel end of the foot's own axis, plate frame
  double axis_deg = 0;  ///< from the plate's y axis towards x

  /// Foot frame (x lateral, y along) to plate frame.
  [[nodiscard]] PointMm to_plate(PointMm foot) const;
  /// Plate frame to foot frame.
  [[nodiscard]] PointMm to_foot(PointMm plate) const;
};

/// A foot on the plate's cells: which part of each zone's force every cell takes. Parts of the foot
/// beyond the plate's edge press on nothing.
class FootOnPlate {
 public:
  FootOnPlate(const FootModel& foot, const FootPlacement& placement, const PlateGeometry& plate);

  struct CellShare {
    std::uint32_t cell = 0;
    double share = 0;
  };
  [[nodiscard]] const std::vector<CellShare>& cells(FootZone zone) const {
    return zones_[static_cast<std::size_t>(zone)].cells;
  }
  /// Part of the zone's force that lands on the plate, and where its centre is.
  [[nodiscard]] double share_on_plate(FootZone zone) const {
    return zones_[static_cast<std::size_t>(zone)].share;
  }
  [[nodiscard]] PointMm centre(FootZone zone) const {
    return zones_[static_cast<std::size_t>(zone)].centre;
  }

 private:
  struct ZoneOnPlate {
    std::vector<CellShare> cells;
    double share = 0;
    PointMm centre;
  };
  std::array<ZoneOnPlate, foot_zone_count> zones_;
};

/// One foot on the plate for a while.
struct Contact {
  FootPlacement placement;
  FootOnPlate foot;
  double start_s = 0;
  double end_s = 0;  ///< infinite for a foot that stands
  std::function<ZoneForces(double time_s)> forces_n;
};

}  // namespace solea::virtual_mat
