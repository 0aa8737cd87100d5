#include "core/time_axis.h"

#include <cstddef>

namespace solea {

namespace {

/// A line through the clock over the sequence, with one slope for every stretch between two starts
/// of the clock: a mat that was switched off and on begins anew.
struct Fit {
  double period_s = 0;  ///< 0: there is none
  std::size_t stretches = 0;
  double span_s = 0;      ///< that the clock ran
  double determined = 0;  ///< part of the clock's variance that the line explains
};

Fit fit_stretches(std::span<const std::uint64_t> sequence, std::span<const double> clock_s) {
  Fit fit;
  double kt = 0;
  double kk = 0;
  double tt = 0;
  for (std::size_t begin = 0; begin < sequence.size();) {
    std::size_t end = begin + 1;
    while (end < sequence.size() && clock_s[end] >= clock_s[end - 1]) ++end;
    const double n = static_cast<double>(end - begin);
    double mean_k = 0;
    double mean_t = 0;
    for (std::size_t i = begin; i < end; ++i) {
      mean_k += static_cast<double>(sequence[i] - sequence[begin]) / n;
      mean_t += clock_s[i] / n;
    }
    for (std::size_t i = begin; i < end; ++i) {
      const double dk = static_cast<double>(sequence[i] - sequence[begin]) - mean_k;
      const double dt = clock_s[i] - mean_t;
      kt += dk * dt;
      kk += dk * dk;
      tt += dt * dt;
    }
    ++fit.stretches;
    fit.span_s += clock_s[end - 1] - clock_s[begin];
    begin = end;
  }
  if (kk > 0 && tt > 0 && kt > 0) {
    fit.period_s = kt / kk;
    fit.determined = kt * kt / (kk * tt);
  }
  return fit;
}

}  // namespace

TimeAxis fit_time_axis(std::span<const std::uint64_t> sequence, std::span<const double> clock_s,
                       double nominal_rate_hz) {
  constexpr double least_span_s = 2;
  constexpr double least_determined = 0.99;
  constexpr std::size_t least_stretch = 50;  // frames; a clock that jumps more often is none
  TimeAxis axis;
  axis.rate_hz = nominal_rate_hz;
  const std::size_t n = sequence.size();
  if (n >= 3 && clock_s.size() == n) {
    const Fit fit = fit_stretches(sequence, clock_s);
    if (fit.stretches <= 1 + n / least_stretch && fit.span_s >= least_span_s &&
        fit.determined >= least_determined) {
      axis.rate_hz = 1 / fit.period_s;
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
