#pragma once

#include <cmath>
#include <numbers>

#include "core/plate.h"
#include "core/step.h"

namespace solea {

/// The foot frame (metrics.md 0.2): origin at the heel-most point on the foot axis, y' along the
/// axis from heel to toe, x' positive to LATERAL for both feet (the left foot is mirrored).
struct FootFrame {
  PointMm origin;             ///< on the plate
  PointMm axis{0, 1};         ///< unit vector on the plate, heel to toe
  Side side = Side::unknown;  ///< unknown counts as right

  /// Unit vector on the plate towards lateral.
  [[nodiscard]] constexpr PointMm lateral() const noexcept {
    return side == Side::left ? PointMm{-axis.y, axis.x} : PointMm{axis.y, -axis.x};
  }
  /// Plate coordinates to (x' lateral, y' along).
  [[nodiscard]] constexpr PointMm to_foot(PointMm plate) const noexcept {
    const PointMm d = plate - origin;
    return {dot(d, lateral()), dot(d, axis)};
  }
  /// (x' lateral, y' along) to plate coordinates.
  [[nodiscard]] constexpr PointMm to_plate(PointMm foot) const noexcept {
    return origin + foot.x * lateral() + foot.y * axis;
  }
  /// Angle of the axis from the plate's y axis, degrees, positive when the toes point to the right.
  [[nodiscard]] double axis_deg() const noexcept {
    return 180 / std::numbers::pi * std::atan2(axis.x, axis.y);
  }
};

}  // namespace solea
