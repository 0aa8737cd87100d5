#pragma once

#include <optional>
#include <span>

namespace solea {

/// Force or pressure over time from ON, the first contact frame, to the last one.
struct Rise {
  std::span<const double> times_s;
  std::span<const double> values;  ///< N or kPa, one per time
};

/// Largest forward difference over time (metrics.md 1.21, convention 1), per s. Nothing with fewer
/// than two frames.
[[nodiscard]] std::optional<double> forward_rate(Rise rise);

/// Largest central difference of the interior frames: a different measure (1.21), per s.
[[nodiscard]] std::optional<double> central_rate(Rise rise);

/// Index of the first peak: the largest value before the curve has fallen from it by `drop` of its
/// maximum. Nothing without values above 0.
[[nodiscard]] std::optional<std::size_t> first_peak(std::span<const double> values, double drop);

/// 80 % of the first peak over the time from ON to reaching it (convention 2), per s. Nothing when
/// the first frame already reaches it.
[[nodiscard]] std::optional<double> rate_to_80_percent(Rise rise, double drop);

/// Slope between 20 and 80 % of the first peak (convention 3, VALR), per s. Nothing when the first
/// frame already lies above 20 %.
[[nodiscard]] std::optional<double> rate_20_to_80_percent(Rise rise, double drop);

}  // namespace solea
