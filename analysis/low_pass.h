#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace solea {

/// Design frequency of each pass of a second-order Butterworth filter that runs forward and
/// backward, so that both passes together have the gain 1/sqrt(2) at `cutoff_hz`:
/// (fs/pi) atan(tan(pi fc/fs) / 0.802243) (metrics.md 5.1). In Hz.
[[nodiscard]] double two_pass_cutoff_hz(double cutoff_hz, double rate_hz);

/// Zero-lag low-pass of equally spaced samples: second-order Butterworth, forward and backward,
/// cut-off corrected as above. The ends are continued by point reflection for at most `pad` samples
/// and the filter starts in its steady state, so a constant stays what it is. `cutoff_hz` must lie
/// below half the rate.
[[nodiscard]] std::vector<double> low_pass_zero_lag(std::span<const double> signal, double rate_hz,
                                                    double cutoff_hz, std::size_t pad = 9);

}  // namespace solea
