#include "calibration/fit.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/line_fit.h"

namespace solea::calibration {

namespace {

/// Throws where all outputs are the same.
Line line_through(std::span<const double> x, std::span<const double> y) {
  const auto line = fit_line(x, y);
  if (!line) throw std::invalid_argument("calibration points of one output only");
  return *line;
}

void fit_quadratic(FittedCurve& c) {
  double u2 = 0;
  double u3 = 0;
  double u4 = 0;
  double pu = 0;
  double pu2 = 0;
  for (const CalibrationPoint& p : c.points) {
    const double u = p.output;
    u2 += u * u;
    u3 += u * u * u;
    u4 += u * u * u * u;
    pu += p.kpa * u;
    pu2 += p.kpa * u * u;
  }
  const double det = u4 * u2 - u3 * u3;
  if (!(det > 1e-12 * u4 * u2)) {
    throw std::invalid_argument("a quadratic needs two points of different output, not 0");
  }
  c.a = (pu2 * u2 - pu * u3) / det;
  c.b = (u4 * pu - u3 * pu2) / det;
}

void fit_power(FittedCurve& c) {
  std::vector<double> x;
  std::vector<double> y;
  for (const CalibrationPoint& p : c.points) {
    if (!(p.output > 0) || !(p.kpa > 0)) {
      throw std::invalid_argument("a power curve needs outputs and loads above 0");
    }
    x.push_back(std::log(p.output));
    y.push_back(std::log(p.kpa));
  }
  const Line line = line_through(x, y);
  c.a = std::exp(line.intercept);
  c.b = line.slope;
}

/// Slopes at the points that keep every piece rising.
void fit_cubic(FittedCurve& c) {
  const std::size_t n = c.points.size();
  std::vector<double> secants;
  for (std::size_t i = 1; i < n; ++i) {
    const double du = c.points[i].output - c.points[i - 1].output;
    const double dp = c.points[i].kpa - c.points[i - 1].kpa;
    if (!(du > 0) || dp < 0) {
      throw std::invalid_argument("a monotone curve needs loads that rise with the output");
    }
    secants.push_back(dp / du);
  }
  c.slopes.assign(n, 0);
  c.slopes.front() = secants.front();
  c.slopes.back() = secants.back();
  for (std::size_t i = 1; i + 1 < n; ++i) c.slopes[i] = (secants[i - 1] + secants[i]) / 2;
  for (std::size_t i = 0; i + 1 < n; ++i) {
    if (secants[i] == 0) {
      c.slopes[i] = c.slopes[i + 1] = 0;
      continue;
    }
    const double a = c.slopes[i] / secants[i];
    const double b = c.slopes[i + 1] / secants[i];
    const double square = a * a + b * b;
    if (square <= 9) continue;
    const double t = 3 / std::sqrt(square);
    c.slopes[i] = t * a * secants[i];
    c.slopes[i + 1] = t * b * secants[i];
  }
}

double cubic_at(const FittedCurve& c, double u) {
  const auto& p = c.points;
  if (u <= p.front().output) return p.front().kpa + c.slopes.front() * (u - p.front().output);
  if (u >= p.back().output) return p.back().kpa + c.slopes.back() * (u - p.back().output);
  const auto right = std::upper_bound(
      p.begin(), p.end(), u, [](double x, const CalibrationPoint& q) { return x < q.output; });
  const auto i = static_cast<std::size_t>(right - p.begin()) - 1;
  const double h = p[i + 1].output - p[i].output;
  const double t = (u - p[i].output) / h;
  const double t2 = t * t;
  const double t3 = t2 * t;
  return (2 * t3 - 3 * t2 + 1) * p[i].kpa + (t3 - 2 * t2 + t) * h * c.slopes[i] +
         (3 * t2 - 2 * t3) * p[i + 1].kpa + (t3 - t2) * h * c.slopes[i + 1];
}

/// Whether the curve rises from its first to its last point: both ends of a parabola decide it.
bool is_rising(const FittedCurve& c) {
  switch (c.kind) {
    case CurveKind::linear:
      return c.a > 0;
    case CurveKind::quadratic:
      return 2 * c.a * c.points.front().output + c.b > 0 &&
             2 * c.a * c.points.back().output + c.b > 0;
    case CurveKind::power:
      return c.b > 0;
    case CurveKind::monotone_cubic:
      break;
  }
  return true;
}

}  // namespace

std::string_view to_string(CurveKind kind) noexcept {
  switch (kind) {
    case CurveKind::linear:
      return "linear";
    case CurveKind::quadratic:
      return "quadratic";
    case CurveKind::power:
      return "power";
    case CurveKind::monotone_cubic:
      break;
  }
  return "monotone_cubic";
}

double FittedCurve::kpa(double output) const {
  switch (kind) {
    case CurveKind::linear:
      return a * output + b;
    case CurveKind::quadratic:
      return a * output * output + b * output;
    case CurveKind::power:
      return output > 0 ? a * std::pow(output, b) : 0;
    case CurveKind::monotone_cubic:
      break;
  }
  return cubic_at(*this, output);
}

bool FittedCurve::is_extrapolated(double pressure_kpa) const {
  double largest = 0;
  for (const CalibrationPoint& p : points) largest = std::max(largest, p.kpa);
  return pressure_kpa > 1.10 * largest;
}

FittedCurve fit_curve(std::span<const CalibrationPoint> points, CurveKind kind) {
  if (points.size() < 2) throw std::invalid_argument("a curve needs at least 2 points");
  FittedCurve c;
  c.kind = kind;
  c.points.assign(points.begin(), points.end());
  std::vector<double> u;
  std::vector<double> p;
  for (const CalibrationPoint& point : c.points) {
    if (!std::isfinite(point.output) || !std::isfinite(point.kpa)) {
      throw std::invalid_argument("a calibration point is not finite");
    }
    u.push_back(point.output);
    p.push_back(point.kpa);
  }
  std::stable_sort(
      c.points.begin(), c.points.end(),
      [](const CalibrationPoint& x, const CalibrationPoint& y) { return x.output < y.output; });
  switch (kind) {
    case CurveKind::linear: {
      const Line line = line_through(u, p);
      c.a = line.slope;
      c.b = line.intercept;
      break;
    }
    case CurveKind::quadratic:
      fit_quadratic(c);
      break;
    case CurveKind::power:
      fit_power(c);
      break;
    case CurveKind::monotone_cubic:
      fit_cubic(c);
      break;
  }
  double squares = 0;
  for (const CalibrationPoint& point : c.points) {
    const double rest = c.kpa(point.output) - point.kpa;
    squares += rest * rest;
  }
  c.rms_residual_kpa = std::sqrt(squares / static_cast<double>(c.points.size()));
  c.rising = is_rising(c);
  return c;
}

std::optional<double> without_creep(double kpa, double creep, double t_s, double t0_s) {
  if (!(t0_s > 0) || t_s < t0_s) return std::nullopt;
  return kpa / (1 + creep * std::log10(t_s / t0_s));
}

double without_drift(double kpa, double drift_kpa_s, double t_s, double t0_s) {
  return kpa - drift_kpa_s * (t_s - t0_s);
}

std::optional<double> creep_per_decade(std::span<const double> times_s, std::span<const double> kpa,
                                       double t0_s) {
  if (times_s.size() != kpa.size()) throw std::invalid_argument("times and pressures differ");
  if (!(t0_s > 0)) return std::nullopt;
  std::vector<double> x;
  std::vector<double> y;
  for (std::size_t i = 0; i < times_s.size(); ++i) {
    if (times_s[i] < t0_s) continue;
    x.push_back(std::log10(times_s[i] / t0_s));
    y.push_back(kpa[i]);
  }
  if (x.size() < 2 ||
      *std::max_element(x.begin(), x.end()) == *std::min_element(x.begin(), x.end()))
    return std::nullopt;
  const Line line = line_through(x, y);
  if (!(line.intercept > 0)) return std::nullopt;
  return line.slope / line.intercept;
}

double hysteresis_pct(const FittedCurve& loading, const FittedCurve& unloading,
                      double full_scale_kpa) {
  // Over the outputs that both curves know, at a hundred places.
  const double low = std::max(loading.points.front().output, unloading.points.front().output);
  const double high = std::min(loading.points.back().output, unloading.points.back().output);
  double largest = 0;
  constexpr int places = 100;
  for (int i = 0; i <= places && high > low; ++i) {
    const double u = low + (high - low) * i / places;
    largest = std::max(largest, std::abs(unloading.kpa(u) - loading.kpa(u)));
  }
  return 100 * largest / full_scale_kpa;
}

std::optional<TotalForceFactor> total_force_factor(double body_weight_n, double measured_n) {
  if (!(measured_n > 0) || !(body_weight_n > 0)) return std::nullopt;
  const double k = body_weight_n / measured_n;
  const auto within = [&](double least, double most) { return k >= least && k <= most; };
  return TotalForceFactor{k, within(0.90, 1.10)   ? FactorVerdict::accepted
                             : within(0.80, 1.20) ? FactorVerdict::warned
                                                  : FactorVerdict::refused};
}

}  // namespace solea::calibration
