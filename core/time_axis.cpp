#include "core/time_axis.h"

#include <cstddef>

namespace solea {

namespace {

/// Slope of clock against sequence, in seconds a frame; 0 where there is none.
double fitted_period_s(std::span<const std::uint64_t> sequence, std::span<const double> clock_s) {
  const double n = static_cast<double>(sequence.size());
  double mean_k = 0;
  double mean_t = 0;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    mean_k += static_cast<double>(sequence[i] - sequence[0]) / n;
    mean_t += clock_s[i] / n;
  }
  double kt = 0;
  double kk = 0;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const double dk = static_cast<double>(sequence[i] - sequence[0]) - mean_k;
    kt += dk * (clock_s[i] - mean_t);
    kk += dk * dk;
  }
  return kk > 0 ? kt / kk : 0;
}

}  // namespace

TimeAxis fit_time_axis(std::span<const std::uint64_t> sequence, std::span<const double> clock_s,
                       double nominal_rate_hz) {
  TimeAxis axis;
  axis.rate_hz = nominal_rate_hz;
  const std::size_t n = sequence.size();
  if (n >= 3 && clock_s.size() == n && clock_s[n - 1] - clock_s[0] >= 2.0) {
    const double period_s = fitted_period_s(sequence, clock_s);
    const double ratio = period_s * nominal_rate_hz;
    if (period_s > 0 && (nominal_rate_hz <= 0 || (ratio > 0.25 && ratio < 4))) {
      axis.rate_hz = 1 / period_s;
      axis.fitted = true;
    }
  }
  axis.times_s.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    axis.times_s.push_back(static_cast<double>(sequence[i] - sequence[0]) / axis.rate_hz);
  }
  return axis;
}

}  // namespace solea
