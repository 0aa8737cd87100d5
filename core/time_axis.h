#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace solea {

/// Frame times of a recording, from the sequence numbers: a frame's time is its sequence times one
/// period, never the moment its bytes were read, because bytes arrive in bursts.
struct TimeAxis {
  double rate_hz = 0;           ///< the fitted rate, or the nominal one
  bool fitted = false;          ///< false: too little to fit, the nominal rate was taken
  std::vector<double> times_s;  ///< one per frame, first frame 0
};

/// Fits the period to clock readings (s, one per frame) by least squares, over a clock that may
/// begin anew. The nominal rate is kept when the readings span less than two seconds or do not lie
/// on a line (less than 99 % of their variance).
[[nodiscard]] TimeAxis fit_time_axis(std::span<const std::uint64_t> sequence,
                                     std::span<const double> clock_s, double nominal_rate_hz);

}  // namespace solea
