#include <algorithm>
#include <cmath>
#include <numbers>

#include "analysis/balance/sway.h"

namespace solea::balance {

namespace {

double mean_of(std::span<const double> values, double (*f)(double)) {
  double sum = 0;
  for (const double v : values) sum += f(v);
  return sum / static_cast<double>(values.size());
}

double absolute(double v) {
  return std::abs(v);
}
double squared(double v) {
  return v * v;
}

double path_of(std::span<const double> values) {
  double sum = 0;
  for (std::size_t k = 1; k < values.size(); ++k) sum += std::abs(values[k] - values[k - 1]);
  return sum;
}

double range_of(std::span<const double> values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return *high - *low;
}

/// Corners of the convex hull, by Andrew's monotone chain.
std::vector<PointMm> hull_of(std::vector<PointMm> points) {
  std::sort(points.begin(), points.end(),
            [](PointMm a, PointMm b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
  std::vector<PointMm> hull;
  const auto add = [&](PointMm p, std::size_t keep) {
    while (hull.size() > keep && cross(hull.back() - hull[hull.size() - 2], p - hull.back()) <= 0) {
      hull.pop_back();
    }
    hull.push_back(p);
  };
  for (const PointMm p : points) add(p, 1);
  const std::size_t lower = hull.size();
  for (std::size_t k = points.size() - 1; k-- > 0;) add(points[k], lower);
  return hull;
}

double diameter_of(const std::vector<PointMm>& hull) {
  double largest = 0;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    for (std::size_t j = i + 1; j < hull.size(); ++j) {
      const PointMm d = hull[i] - hull[j];
      largest = std::max(largest, std::hypot(d.x, d.y));
    }
  }
  return largest;
}

Value ratio(double a, double b) {
  if (!(b > 0)) return std::nullopt;
  return a / b;
}

}  // namespace

SwayTime measure_time(const Sway& sway) {
  SwayTime r;
  const std::size_t n = sway.size();
  if (n < 2) return r;
  const double t = sway.duration_s();
  const auto& x = sway.x_mm;
  const auto& y = sway.y_mm;
  double mdist = 0;
  double square = 0;
  double path = 0;
  double swept = 0;
  std::vector<PointMm> points;
  points.reserve(n);
  for (std::size_t k = 0; k < n; ++k) {
    mdist += std::hypot(x[k], y[k]);
    square += x[k] * x[k] + y[k] * y[k];
    points.push_back({x[k], y[k]});
    if (k == 0) continue;
    path += std::hypot(x[k] - x[k - 1], y[k] - y[k - 1]);
    swept += std::abs(x[k] * y[k - 1] - x[k - 1] * y[k]);
  }
  const double count = static_cast<double>(n);
  mdist /= count;
  const double rdist = std::sqrt(square / count);
  const double s_rd = std::sqrt(std::max(0.0, square / count - mdist * mdist));
  const double radius = mdist + 1.645 * s_rd;

  r.mdist_mm = mdist;
  r.mdist_ap_mm = mean_of(y, absolute);
  r.mdist_ml_mm = mean_of(x, absolute);
  r.rdist_mm = rdist;
  r.rms_ap_mm = std::sqrt(mean_of(y, squared));
  r.rms_ml_mm = std::sqrt(mean_of(x, squared));
  r.path_mm = path;
  r.path_ap_mm = path_of(y);
  r.path_ml_mm = path_of(x);
  r.velocity_mm_s = path / t;
  r.velocity_ap_mm_s = *r.path_ap_mm / t;
  r.velocity_ml_mm_s = *r.path_ml_mm / t;
  r.range_mm = diameter_of(hull_of(std::move(points)));
  r.range_ap_mm = range_of(y);
  r.range_ml_mm = range_of(x);
  r.area_circle_95_mm2 = std::numbers::pi * radius * radius;
  r.sway_area_mm2_s = swept / (2 * t);
  const double four_root_two = 4 * std::numbers::sqrt2;
  r.mean_frequency_hz = ratio(path, 2 * std::numbers::pi * mdist * t);
  r.mean_frequency_ap_hz = ratio(*r.path_ap_mm, four_root_two * *r.mdist_ap_mm * t);
  r.mean_frequency_ml_hz = ratio(*r.path_ml_mm, four_root_two * *r.mdist_ml_mm * t);
  if (path > 0) {
    const double denominator = std::log(count * 2 * radius / path);
    if (denominator != 0) r.fractal_dimension_circle = std::log(count) / denominator;
  }
  return r;
}

double f_upper_point_2(double alpha, double d) {
  return d / 2 * (std::pow(alpha, -2 / d) - 1);
}

double prediction_factor(double alpha, double n) {
  return 2 * (n - 1) * (n + 1) / (n * (n - 2)) * f_upper_point_2(alpha, n - 2);
}

SwayEllipse measure_ellipse(const Sway& sway) {
  SwayEllipse r;
  const std::size_t count = sway.size();
  if (count < 3) return r;
  const double n = static_cast<double>(count);
  double mx = 0;
  double my = 0;
  for (std::size_t k = 0; k < count; ++k) {
    mx += sway.x_mm[k] / n;
    my += sway.y_mm[k] / n;
  }
  double sxx = 0;
  double syy = 0;
  double sxy = 0;
  double path = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const double x = sway.x_mm[k] - mx;
    const double y = sway.y_mm[k] - my;
    sxx += x * x / (n - 1);
    syy += y * y / (n - 1);
    sxy += x * y / (n - 1);
    if (k > 0) {
      path += std::hypot(sway.x_mm[k] - sway.x_mm[k - 1], sway.y_mm[k] - sway.y_mm[k - 1]);
    }
  }
  const double root = std::sqrt(std::max(0.0, sxx * syy - sxy * sxy));
  const double half = std::hypot((sxx - syy) / 2, sxy);
  const double l1 = (sxx + syy) / 2 + half;
  const double l2 = std::max(0.0, (sxx + syy) / 2 - half);
  const double f = f_upper_point_2(0.05, n - 2);
  const double k = prediction_factor(0.05, n);
  constexpr double pi = std::numbers::pi;
  r.s_xx_mm2 = sxx;
  r.s_yy_mm2 = syy;
  r.s_xy_mm2 = sxy;
  if (half > 0) r.axis_deg = 90 / pi * std::atan2(2 * sxy, sxx - syy);
  r.major_mm = std::sqrt(k * l1);
  r.minor_mm = std::sqrt(k * l2);
  r.prediction_95_mm2 = pi * k * root;
  r.prieto_95_mm2 = 2 * pi * f * root;
  r.chi2_95_mm2 = pi * -2 * std::log(0.05) * root;
  r.french_90_mm2 = pi * -2 * std::log(0.10) * root;
  r.of_the_mean_95_mm2 = pi * 2 * (n - 1) / (n * (n - 2)) * f * root;
  const double d = std::sqrt(4 * 2 * f * std::sqrt(l1 * l2));  // sqrt(2a 2b) of AREA-CE
  if (path > 0 && d > 0) {
    const double denominator = std::log(n * d / path);
    if (denominator != 0) r.fractal_dimension = std::log(n) / denominator;
  }
  r.length_per_area_per_mm = ratio(path, *r.french_90_mm2);
  return r;
}

}  // namespace solea::balance
