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

/// Slope at an end from the three points next to it, held so that the piece rises.
double end_slope(double h0, double h1, double secant0, double secant1) {
  const double slope = ((2 * h0 + h1) * secant0 - h0 * secant1) / (h0 + h1);
  return std::clamp(slope, 0.0, 3 * secant0);
}

/// Slopes at the points that keep every piece rising: within, harmonic means of the secants
/// weighted by the pieces' lengths.
void fit_cubic(FittedCurve& c) {
  const std::size_t n = c.points.size();
  std::vector<double> lengths;
  std::vector<double> secants;
  for (std::size_t i = 1; i < n; ++i) {
    const double du = c.points[i].output - c.points[i - 1].output;
    const double dp = c.points[i].kpa - c.points[i - 1].kpa;
    if (!(du > 0) || dp < 0) {
      throw std::invalid_argument("a monotone curve needs loads that rise with the output");
    }
    lengths.push_back(du);
    secants.push_back(dp / du);
  }
  c.slopes.assign(n, secants.front());
  if (n == 2) return;
  c.slopes.front() = end_slope(lengths[0], lengths[1], secants[0], secants[1]);
  c.slopes.back() = end_slope(lengths[n - 2], lengths[n - 3], secants[n - 2], secants[n - 3]);
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double before = 2 * lengths[i] + lengths[i - 1];
    const double after = lengths[i] + 2 * lengths[i - 1];
    const bool flat = secants[i - 1] == 0 || secants[i] == 0;
    c.slopes[i] = flat ? 0 : (before + after) / (before / secants[i - 1] + after / secants[i]);
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

double rms_residual(const FittedCurve& c) {
  double squares = 0;
  for (const CalibrationPoint& point : c.points) {
    const double rest = c.kpa(point.output) - point.kpa;
    squares += rest * rest;
  }
  return std::sqrt(squares / static_cast<double>(c.points.size()));
}

FittedCurve line_through_zero(std::span<const CalibrationPoint> points) {
  FittedCurve c;
  c.points.assign(points.begin(), points.end());
  std::sort(
      c.points.begin(), c.points.end(),
      [](const CalibrationPoint& x, const CalibrationPoint& y) { return x.output < y.output; });
  double uu = 0;
  double up = 0;
  for (const CalibrationPoint& p : points) {
    uu += p.output * p.output;
    up += p.output * p.kpa;
  }
  if (!(up > 0)) throw std::invalid_argument("a line needs outputs that rise with the load");
  c.a = up / uu;
  c.rms_residual_kpa = rms_residual(c);
  return c;
}

/// A parabola through 0 that rises from 0 to its last point: where least squares bend it down, the
/// slope at that end is held at 0 and the other number fitted.
void hold_parabola(FittedCurve& c) {
  const double end = c.points.back().output;
  const bool falls_at_end = 2 * c.a * end + c.b <= 0;
  if (!falls_at_end && c.b >= 0) return;
  // p = b (u - u^2 / (2 end)), or p = a u^2.
  double ff = 0;
  double fp = 0;
  for (const CalibrationPoint& p : c.points) {
    const double u = p.output;
    const double f = falls_at_end ? u - u * u / (2 * end) : u * u;
    ff += f * f;
    fp += f * p.kpa;
  }
  const double k = fp / ff;
  c.a = falls_at_end ? -k / (2 * end) : k;
  c.b = falls_at_end ? k : 0;
  c.rms_residual_kpa = rms_residual(c);
  c.rising = k > 0 && c.points.front().output > 0;
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

std::optional<CurveKind> curve_kind_of(std::string_view word) noexcept {
  for (const CurveKind kind : all_curve_kinds) {
    if (to_string(kind) == word) return kind;
  }
  return std::nullopt;
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
  return pressure_kpa > extrapolation_limit * largest;
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
  c.rms_residual_kpa = rms_residual(c);
  c.rising = is_rising(c);
  return c;
}

std::optional<FittedCurve> fit_tared_curve(std::span<const CalibrationPoint> points,
                                           CurveKind kind) {
  std::vector<CalibrationPoint> used;
  for (const CalibrationPoint& p : points) {
    if (!std::isfinite(p.output) || !std::isfinite(p.kpa)) return std::nullopt;
    // The tare is the point at 0.
    if (p.kpa > 0) used.push_back(p);
  }
  try {
    if (kind == CurveKind::monotone_cubic) {
      used.insert(used.begin(), CalibrationPoint{0, 0});
      return fit_curve(used, kind);
    }
    if (kind == CurveKind::linear) return line_through_zero(used);
    FittedCurve c = fit_curve(used, kind);
    if (kind == CurveKind::quadratic) hold_parabola(c);
    if (!c.rising) return std::nullopt;
    return c;
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
}

std::optional<std::vector<double>> leave_one_out_errors_kpa(
    std::span<const CalibrationPoint> points, CurveKind kind) {
  double largest = 0;
  for (const CalibrationPoint& p : points) largest = std::max(largest, p.kpa);
  std::vector<double> errors;
  for (std::size_t left_out = 0; left_out < points.size(); ++left_out) {
    const CalibrationPoint& p = points[left_out];
    if (p.kpa <= 0 || p.kpa == largest) continue;
    std::vector<CalibrationPoint> others(points.begin(), points.end());
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(left_out));
    const auto curve = fit_tared_curve(others, kind);
    if (!curve) return std::nullopt;
    errors.push_back(curve->kpa(p.output) - p.kpa);
  }
  if (errors.empty()) return std::nullopt;
  return errors;
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

std::optional<HeldLoadFit> fit_held_load(std::span<const double> times_s,
                                         std::span<const double> kpa, double t0_s,
                                         bool with_drift) {
  if (times_s.size() != kpa.size()) throw std::invalid_argument("times and pressures differ");
  if (!(t0_s > 0)) return std::nullopt;
  std::vector<double> logs;
  std::vector<double> times;
  std::vector<double> values;
  for (std::size_t i = 0; i < times_s.size(); ++i) {
    if (times_s[i] < t0_s) continue;
    logs.push_back(std::log10(times_s[i] / t0_s));
    times.push_back(times_s[i]);
    values.push_back(kpa[i]);
  }
  if (values.size() < 3) return std::nullopt;
  double drift = 0;
  if (with_drift) {
    // Frisch-Waugh: what time explains beyond its logarithm.
    const auto time_on_log = fit_line(logs, times);
    const auto kpa_on_log = fit_line(logs, values);
    if (!time_on_log || !kpa_on_log) return std::nullopt;
    double tt = 0;
    double tp = 0;
    for (std::size_t i = 0; i < logs.size(); ++i) {
      const double t = times[i] - time_on_log->intercept - time_on_log->slope * logs[i];
      tt += t * t;
      tp += t * (values[i] - kpa_on_log->intercept - kpa_on_log->slope * logs[i]);
    }
    if (!(tt > 0)) return std::nullopt;
    drift = tp / tt;
  }
  std::vector<double> rest(values.size());
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] = values[i] - drift * times[i];
  const auto line = fit_line(logs, rest);
  if (!line || !(line->intercept > 0)) return std::nullopt;
  double squares = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const double r = rest[i] - line->intercept - line->slope * logs[i];
    squares += r * r;
  }
  return HeldLoadFit{line->intercept, line->slope / line->intercept, drift,
                     std::sqrt(squares / static_cast<double>(rest.size()))};
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
