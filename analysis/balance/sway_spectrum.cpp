#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/core.hpp>

#include "analysis/balance/sway.h"

namespace solea::balance {

namespace {

/// Takes off the straight line through the values (least squares).
std::vector<double> detrended(std::span<const double> values) {
  const double n = static_cast<double>(values.size());
  const double middle = (n - 1) / 2;
  double mean = 0;
  double sty = 0;
  double stt = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    const double t = static_cast<double>(k) - middle;
    mean += values[k] / n;
    sty += t * values[k];
    stt += t * t;
  }
  const double slope = stt > 0 ? sty / stt : 0;
  std::vector<double> out(values.begin(), values.end());
  for (std::size_t k = 0; k < out.size(); ++k) {
    out[k] -= mean + slope * (static_cast<double>(k) - middle);
  }
  return out;
}

}  // namespace

Spectrum welch(std::span<const double> values, double rate_hz, const SpectrumSettings& settings) {
  Spectrum spectrum;
  if (values.size() < 4) return spectrum;
  const std::vector<double> signal = detrended(values);
  const std::size_t length =
      std::min(signal.size(), static_cast<std::size_t>(std::lround(settings.segment_s * rate_hz)));
  const std::size_t hop = std::max<std::size_t>(
      1, length -
             static_cast<std::size_t>(std::floor(settings.overlap * static_cast<double>(length))));
  std::vector<double> window(length);
  double power = 0;
  for (std::size_t k = 0; k < length; ++k) {
    window[k] = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(k) /
                                     static_cast<double>(length));
    power += window[k] * window[k];
  }
  spectrum.bin_hz = rate_hz / static_cast<double>(length);
  spectrum.density.assign(length / 2 + 1, 0);
  std::size_t segments = 0;
  cv::Mat_<double> in(1, static_cast<int>(length));
  cv::Mat_<cv::Vec2d> out;
  for (std::size_t first = 0; first + length <= signal.size(); first += hop, ++segments) {
    for (std::size_t k = 0; k < length; ++k) {
      in(0, static_cast<int>(k)) = window[k] * signal[first + k];
    }
    cv::dft(in, out, cv::DFT_COMPLEX_OUTPUT);
    for (std::size_t b = 0; b < spectrum.density.size(); ++b) {
      const cv::Vec2d& c = out(0, static_cast<int>(b));
      // Every bin but 0 and Nyquist also stands for its negative frequency.
      const double sides = b == 0 || 2 * b == length ? 1 : 2;
      spectrum.density[b] += sides * (c[0] * c[0] + c[1] * c[1]) / (rate_hz * power);
    }
  }
  for (double& d : spectrum.density) d /= static_cast<double>(segments);
  return spectrum;
}

SwaySpectrum measure_spectrum(const Spectrum& spectrum, const SpectrumSettings& settings) {
  SwaySpectrum r;
  constexpr double tie = 1e-9;
  double mu0 = 0;
  double mu1 = 0;
  double mu2 = 0;
  const auto in_band = [&](double f) {
    return f >= settings.low_hz * (1 - tie) && f <= settings.high_hz * (1 + tie);
  };
  double low = 0;
  double mid = 0;
  double high = 0;
  for (std::size_t k = 0; k < spectrum.density.size(); ++k) {
    const double f = static_cast<double>(k) * spectrum.bin_hz;
    const double power = spectrum.density[k] * spectrum.bin_hz;
    if (k > 0) (f <= 0.5 * (1 + tie) ? low : f <= 2 * (1 + tie) ? mid : high) += power;
    if (!in_band(f)) continue;
    mu0 += power;
    mu1 += f * power;
    mu2 += f * f * power;
  }
  if (spectrum.density.empty()) return r;
  r.energy_low_mm2 = low;
  r.energy_mid_mm2 = mid;
  r.energy_high_mm2 = high;
  r.power_mm2 = mu0;
  if (!(mu0 > 0)) return r;
  const auto quantile = [&](double share) -> Value {
    double sum = 0;
    for (std::size_t k = 0; k < spectrum.density.size(); ++k) {
      const double f = static_cast<double>(k) * spectrum.bin_hz;
      if (!in_band(f)) continue;
      sum += spectrum.density[k] * spectrum.bin_hz;
      if (sum >= share * mu0 * (1 - tie)) return f;
    }
    return std::nullopt;
  };
  r.f50_hz = quantile(0.50);
  r.f80_hz = quantile(0.80);
  r.f95_hz = quantile(0.95);
  r.centroid_hz = std::sqrt(mu2 / mu0);
  if (mu2 > 0) r.dispersion = std::sqrt(std::max(0.0, 1 - mu1 * mu1 / (mu0 * mu2)));
  return r;
}

}  // namespace solea::balance
