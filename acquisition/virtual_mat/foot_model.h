#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "acquisition/virtual_mat/person.h"
#include "core/foot_zone.h"
#include "core/plate.h"

/// A foot as a set of soft contact patches, one or more a zone. A patch keeps its shape and place;
/// its force changes. Contact grows with load because more of the patch comes over the threshold.
namespace solea::virtual_mat {

/// An ellipse with a pressure profile that falls off smoothly: (1 - r^2)^softness, r = 1 at its
/// rim. Foot frame, mm: x lateral, y from heel to toe.
struct Patch {
  FootZone zone = FootZone::midfoot;
  PointMm centre;
  double radius_x_mm = 0;
  double radius_y_mm = 0;
  double angle_deg = 0;  ///< of the y radius towards lateral
  double softness = 1;
  double share = 1;  ///< of its zone's force

  /// How far out a point lies, squared: 0 at the centre, 1 on the rim.
  [[nodiscard]] double radius2(PointMm p) const;
  /// Pressure per unit of force at a point, kPa per N (1/mm2 times 1000).
  [[nodiscard]] double kpa_per_n(PointMm p) const;
  /// Half the extent of its bounding box along x and y.
  [[nodiscard]] PointMm half_extent() const;
};

/// When a zone is loaded within a stance, 0 to 1, and how strongly beside the others.
struct ZoneTiming {
  double on = 0;
  double off = 1;
  double strength = 1;
};

/// A foot of a certain type, length and habit.
struct FootModel {
  std::vector<Patch> patches;
  std::array<ZoneTiming, foot_zone_count> timing;
  double length_mm = 0;

  /// Share of the total force on each zone at a phase of stance (0 to 1, exclusive); sums to 1.
  [[nodiscard]] std::array<double, foot_zone_count> shares(double phase) const;
};

[[nodiscard]] FootModel make_foot(const Person& person);

}  // namespace solea::virtual_mat
