#pragma once

#include <cmath>

namespace solea {

/// A step of 1, 2 or 5 times a power of ten that divides `span` into about `parts`.
[[nodiscard]] inline double axis_step(double span, double parts) {
  const double raw = span / parts;
  const double power = std::pow(10, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= raw * 0.999) return factor * power;
  }
  return 10 * power;
}

}  // namespace solea
