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

/// The same on a single plate: progression along its y axis, in the direction of the toes.
[[nodiscard]] inline std::optional<double> toe_out_deg(PointMm axis, Side side) {
  return toe_out_deg(axis, side, {0, axis.y < 0 ? -1.0 : 1.0});
}

}  // namespace solea
