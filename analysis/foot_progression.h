#pragma once

#include <cmath>
#include <numbers>
#include <optional>

#include "core/plate.h"
#include "core/step.h"

namespace solea {

/// Angle from the line of progression to the foot axis (heel to toe), deg, positive: toe-out
/// (metrics.md 4.5). Nothing without a side or for directions of no length.
[[nodiscard]] inline std::optional<double> toe_out_deg(PointMm axis, Side side,
                                                       PointMm progression) {
  if (side == Side::unknown || axis == PointMm{} || progression == PointMm{}) return std::nullopt;
  const double to_the_right =
      180 / std::numbers::pi * std::atan2(cross(axis, progression), dot(axis, progression));
  return side == Side::right ? to_the_right : -to_the_right;
}

/// The line of progression of a step alone: the plate's axis that the toes point along, y where
/// they point between two (metrics.md 4.5 has y; people also walk across a plate).
[[nodiscard]] inline PointMm plate_line(PointMm foot_axis) {
  if (std::abs(foot_axis.x) > std::abs(foot_axis.y)) return {foot_axis.x < 0 ? -1.0 : 1.0, 0};
  return {0, foot_axis.y < 0 ? -1.0 : 1.0};
}

/// The angle of a step alone.
[[nodiscard]] inline std::optional<double> toe_out_deg(PointMm axis, Side side) {
  return toe_out_deg(axis, side, plate_line(axis));
}

/// What an angle from one line of progression is from another, deg in -180 to 180. Nothing without
/// a side or for lines of no length.
[[nodiscard]] inline std::optional<double> toe_out_from_other_line_deg(double toe_out_deg_of_one,
                                                                       Side side, PointMm one,
                                                                       PointMm other) {
  const auto turn = toe_out_deg(one, side, other);
  if (!turn) return std::nullopt;
  return std::remainder(toe_out_deg_of_one + *turn, 360.0);
}

}  // namespace solea
