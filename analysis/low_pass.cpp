#include "analysis/low_pass.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace solea {

namespace {

/// tan of the prewarped design frequency of one pass.
double prewarped(double cutoff_hz, double rate_hz) {
  const double one_pass = std::pow(std::numbers::sqrt2 - 1, 0.25);  // 0.802243
  return std::tan(std::numbers::pi * cutoff_hz / rate_hz) / one_pass;
}

struct Biquad {
  double b0, b1, b2, a1, a2;

  /// Second-order Butterworth by the bilinear transform.
  static Biquad low_pass(double k) {
    const double norm = 1 / (1 + std::numbers::sqrt2 * k + k * k);
    return {k * k * norm, 2 * k * k * norm, k * k * norm, 2 * (k * k - 1) * norm,
            (1 - std::numbers::sqrt2 * k + k * k) * norm};
  }

  /// Runs over the samples in place, in the steady state of the first one.
  template <class Iterator>
  void run(Iterator first, Iterator last) const {
    double s1 = (1 - b0) * *first;  // transposed direct form II, gain 1 at 0 Hz
    double s2 = (b2 - a2) * *first;
    for (; first != last; ++first) {
      const double x = *first;
      const double y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      *first = y;
    }
  }
};

}  // namespace

double two_pass_cutoff_hz(double cutoff_hz, double rate_hz) {
  return rate_hz / std::numbers::pi * std::atan(prewarped(cutoff_hz, rate_hz));
}

std::vector<double> low_pass_zero_lag(std::span<const double> signal, double rate_hz,
                                      double cutoff_hz, std::size_t pad) {
  if (signal.size() < 2) return {signal.begin(), signal.end()};
  pad = std::min(pad, signal.size() - 1);
  std::vector<double> padded;
  padded.reserve(signal.size() + 2 * pad);
  for (std::size_t i = pad; i > 0; --i) padded.push_back(2 * signal.front() - signal[i]);
  padded.insert(padded.end(), signal.begin(), signal.end());
  for (std::size_t i = 1; i <= pad; ++i) {
    padded.push_back(2 * signal.back() - signal[signal.size() - 1 - i]);
  }
  const Biquad filter = Biquad::low_pass(prewarped(cutoff_hz, rate_hz));
  filter.run(padded.begin(), padded.end());
  filter.run(padded.rbegin(), padded.rend());
  const auto first = padded.begin() + static_cast<std::ptrdiff_t>(pad);
  return {first, first + static_cast<std::ptrdiff_t>(signal.size())};
}

}  // namespace solea
