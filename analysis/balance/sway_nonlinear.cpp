#include <algorithm>
#include <cmath>

#include "analysis/balance/sway.h"
#include "core/line_fit.h"

namespace solea::balance {

namespace {

double sample_sd(std::span<const double> values) {
  const double n = static_cast<double>(values.size());
  double mean = 0;
  for (const double v : values) mean += v / n;
  double sum = 0;
  for (const double v : values) sum += (v - mean) * (v - mean);
  return std::sqrt(sum / (n - 1));
}

/// Sum of squared residuals of values first .. first + n - 1 about their own line.
double residual_squares(std::span<const double> values) {
  const double n = static_cast<double>(values.size());
  const double middle = (n - 1) / 2;
  const double stt = n * (n * n - 1) / 12;
  double mean = 0;
  double sty = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    mean += values[k] / n;
    sty += (static_cast<double>(k) - middle) * values[k];
  }
  double sum = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    const double rest = values[k] - mean - sty / stt * (static_cast<double>(k) - middle);
    sum += rest * rest;
  }
  return sum;
}

Value entropy_of(std::span<const double> values, const NonlinearSettings& settings) {
  const auto used = values.first(std::min(values.size(), settings.entropy_most));
  if (used.size() < settings.entropy_m + 2) return std::nullopt;
  const double sd = sample_sd(used);
  if (!(sd > 0)) return std::nullopt;
  return sample_entropy(used, settings.entropy_m, settings.entropy_r_sd * sd);
}

std::vector<double> increments(std::span<const double> values) {
  std::vector<double> out;
  for (std::size_t k = 1; k < values.size(); ++k) out.push_back(values[k] - values[k - 1]);
  return out;
}

}  // namespace

Value sample_entropy(std::span<const double> values, std::size_t m, double r) {
  if (values.size() <= m + 1) return std::nullopt;
  const std::size_t templates = values.size() - m;
  std::size_t a = 0;
  std::size_t b = 0;
  for (std::size_t i = 0; i < templates; ++i) {
    for (std::size_t j = i + 1; j < templates; ++j) {
      std::size_t k = 0;
      while (k < m && std::abs(values[i + k] - values[j + k]) <= r) ++k;
      if (k < m) continue;
      ++b;
      if (std::abs(values[i + m] - values[j + m]) <= r) ++a;
    }
  }
  if (a == 0 || b == 0) return std::nullopt;
  return -std::log(static_cast<double>(a) / static_cast<double>(b));
}

Value mean_squared_displacement(std::span<const double> values, std::size_t lag) {
  if (lag >= values.size()) return std::nullopt;
  double sum = 0;
  for (std::size_t k = lag; k < values.size(); ++k) {
    sum += (values[k] - values[k - lag]) * (values[k] - values[k - lag]);
  }
  return sum / static_cast<double>(values.size() - lag);
}

Diffusion measure_diffusion(std::span<const double> squared, double rate_hz,
                            const NonlinearSettings& settings) {
  Diffusion r;
  const auto fit = [&](double from_s, double to_s, Value& d, Value& h) -> std::optional<Line> {
    std::vector<double> t;
    std::vector<double> value;
    std::vector<double> log_t;
    std::vector<double> log_value;
    for (std::size_t k = 0; k < squared.size(); ++k) {
      const double dt = static_cast<double>(k + 1) / rate_hz;
      if (dt < from_s - 1e-9 || dt > to_s + 1e-9) continue;
      t.push_back(dt);
      value.push_back(squared[k]);
      if (squared[k] <= 0) continue;
      log_t.push_back(std::log(dt));
      log_value.push_back(std::log(squared[k]));
    }
    const auto line = fit_line(t, value);
    if (line) d = line->slope / 2;
    if (const auto log_line = fit_line(log_t, log_value)) h = log_line->slope / 2;
    return line;
  };
  const auto short_line = fit(0, settings.short_to_s, r.short_mm2_s, r.short_h);
  // The long lags need the whole of their range, else the fit is of something else.
  if (static_cast<double>(squared.size()) / rate_hz < settings.long_to_s - 1e-9) return r;
  const auto long_line = fit(settings.long_from_s, settings.long_to_s, r.long_mm2_s, r.long_h);
  if (short_line && long_line && short_line->slope > long_line->slope) {
    r.critical_s =
        (long_line->intercept - short_line->intercept) / (short_line->slope - long_line->slope);
    r.critical_mm2 = short_line->intercept + short_line->slope * *r.critical_s;
  }
  return r;
}

Fluctuation detrended_fluctuation(std::span<const double> values,
                                  const NonlinearSettings& settings) {
  Fluctuation r;
  const std::size_t largest = values.size() / 4;
  if (largest < 2 * settings.dfa_from) return r;
  double mean = 0;
  for (const double v : values) mean += v / static_cast<double>(values.size());
  std::vector<double> profile(values.size());
  double sum = 0;
  for (std::size_t k = 0; k < values.size(); ++k) profile[k] = sum += values[k] - mean;
  std::vector<double> log_n;
  std::vector<double> log_f;
  std::size_t last = 0;
  const double steps = static_cast<double>(settings.dfa_windows - 1);
  for (std::size_t w = 0; w < settings.dfa_windows; ++w) {
    const double share = static_cast<double>(w) / steps;
    const auto n = static_cast<std::size_t>(
        std::lround(std::pow(static_cast<double>(settings.dfa_from), 1 - share) *
                    std::pow(static_cast<double>(largest), share)));
    if (n == last) continue;
    last = n;
    const std::size_t count = profile.size() / n;
    double squares = 0;
    for (std::size_t k = 0; k < count; ++k) {
      squares += residual_squares(std::span(profile).subspan(k * n, n));
    }
    const double f = std::sqrt(squares / static_cast<double>(count * n));
    if (!(f > 0)) continue;
    log_n.push_back(std::log(static_cast<double>(n)));
    log_f.push_back(std::log(f));
  }
  if (const auto line = fit_line(log_n, log_f)) {
    r.alpha = line->slope;
    r.from = settings.dfa_from;
    r.to = largest;
  }
  return r;
}

SwayNonlinear measure_nonlinear(const Sway& sway, const NonlinearSettings& settings) {
  SwayNonlinear r;
  r.entropy_ml = entropy_of(sway.x_mm, settings);
  r.entropy_ap = entropy_of(sway.y_mm, settings);
  r.entropy_velocity_ml = entropy_of(increments(sway.x_mm), settings);
  r.entropy_velocity_ap = entropy_of(increments(sway.y_mm), settings);
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> planar;
  const auto longest = static_cast<std::size_t>(std::lround(settings.long_to_s * sway.rate_hz));
  // Beyond half of the signal too few pairs are left for a mean.
  for (std::size_t lag = 1; lag <= longest && 2 * lag <= sway.size(); ++lag) {
    x.push_back(*mean_squared_displacement(sway.x_mm, lag));
    y.push_back(*mean_squared_displacement(sway.y_mm, lag));
    planar.push_back(x.back() + y.back());
  }
  r.diffusion_ml = measure_diffusion(x, sway.rate_hz, settings);
  r.diffusion_ap = measure_diffusion(y, sway.rate_hz, settings);
  r.diffusion_planar = measure_diffusion(planar, sway.rate_hz, settings);
  r.dfa_ml = detrended_fluctuation(sway.x_mm, settings);
  r.dfa_ap = detrended_fluctuation(sway.y_mm, settings);
  return r;
}

}  // namespace solea::balance
