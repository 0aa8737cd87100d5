#pragma once

#include <optional>

namespace solea {

/// How a left value compares with a right one (metrics.md 6.1). Undefined ones are empty.
struct Symmetry {
  std::optional<double> index_pct;      ///< Robinson 1987: 100 (L - R) / (0.5 (L + R))
  std::optional<double> ratio;          ///< L / R
  std::optional<double> log_ratio_pct;  ///< 100 ln(L / R); empty unless both have the same sign
  std::optional<double> angle_pct;  ///< Zifchock 2008; negative for two positive values, L larger
};

[[nodiscard]] Symmetry symmetry_of(double left, double right);

}  // namespace solea
