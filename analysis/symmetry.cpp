#include "analysis/symmetry.h"

#include <cmath>
#include <numbers>

namespace solea {

Symmetry symmetry_of(double left, double right) {
  Symmetry s;
  if (!std::isfinite(left) || !std::isfinite(right)) return s;
  if (left + right != 0) s.index_pct = 100 * (left - right) / (0.5 * (left + right));
  if (right != 0) {
    s.ratio = left / right;
    if (*s.ratio > 0) s.log_ratio_pct = 100 * std::log(*s.ratio);
  }
  if (left == 0 && right == 0) return s;
  // Plain atan of the ratio, not atan2; a right value of 0 counts as an angle of 90 degrees.
  const double angle =
      right == 0 ? std::copysign(90.0, left) : 180 / std::numbers::pi * std::atan(left / right);
  double d = 45 - angle;
  if (d > 90) d -= 180;
  s.angle_pct = 100 * d / 90;
  return s;
}

}  // namespace solea
