#pragma once

#include <QPainterPath>

namespace solea::workstation {

/// How far a print reaches inward at its narrowest, of its width, by arch.
inline constexpr double narrow_high = 0.78, narrow_medium = 0.5, narrow_flat = 0.08;

/// The print of a right foot, toes up, 1 high and 0.4 wide, from (0, 0) to the right and down.
[[nodiscard]] QPainterPath foot_shape(double narrow);

}  // namespace solea::workstation
