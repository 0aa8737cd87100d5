#include "analysis/cop_path.h"

#include <algorithm>
#include <cmath>

#include "analysis/low_pass.h"

namespace solea {

namespace {

/// Usual time between two frames, s; missing frames do not change it.
double usual_period_s(const StepCurves& curves) {
  std::vector<double> periods;
  for (std::size_t k = 1; k < curves.times_s.size(); ++k) {
    periods.push_back(curves.times_s[k] - curves.times_s[k - 1]);
  }
  if (periods.empty()) return 0;
  const auto middle = periods.begin() + static_cast<std::ptrdiff_t>(periods.size() / 2);
  std::nth_element(periods.begin(), middle, periods.end());
  return *middle;
}

void filter_run(std::span<CopPoint> run, double rate_hz, double cutoff_hz) {
  for (double PointMm::*const coordinate : {&PointMm::x, &PointMm::y}) {
    std::vector<double> values;
    for (const CopPoint& p : run) values.push_back(p.at.*coordinate);
    const std::vector<double> smooth = low_pass_zero_lag(values, rate_hz, cutoff_hz);
    for (std::size_t i = 0; i < run.size(); ++i) run[i].at.*coordinate = smooth[i];
  }
}

}  // namespace

CopPath make_cop_path(const StepCurves& curves, double cutoff_hz) {
  CopPath path;
  for (std::size_t k = 0; k < curves.cop.size(); ++k) {
    if (curves.cop[k]) {
      path.points.push_back({k, curves.times_s[k], curves.force_n[k], *curves.cop[k]});
    }
  }
  const double period_s = usual_period_s(curves);
  constexpr double rounding = 1 + 1e-9;  // times are sums of periods
  if (cutoff_hz <= 0 || period_s <= 0 || rounding / period_s < 2.5 * cutoff_hz) return path;
  path.cutoff_hz = cutoff_hz;
  const std::span<CopPoint> points = path.points;
  std::size_t first = 0;
  for (std::size_t i = 1; i <= points.size(); ++i) {
    const bool goes_on = i < points.size() && points[i].frame == points[i - 1].frame + 1 &&
                         points[i].time_s - points[i - 1].time_s < 1.5 * period_s;
    if (goes_on) continue;
    filter_run(points.subspan(first, i - first), 1 / period_s, cutoff_hz);
    first = i;
  }
  return path;
}

double path_length_mm(std::span<const CopPoint> points) {
  double length = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const PointMm d = points[i].at - points[i - 1].at;
    length += std::hypot(d.x, d.y);
  }
  return length;
}

std::optional<double> max_speed_mm_s(std::span<const CopPoint> points) {
  std::optional<double> fastest;
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    if (points[i + 1].frame != points[i - 1].frame + 2) continue;
    const PointMm d = points[i + 1].at - points[i - 1].at;
    const double speed = std::hypot(d.x, d.y) / (points[i + 1].time_s - points[i - 1].time_s);
    fastest = std::max(fastest.value_or(speed), speed);
  }
  return fastest;
}

std::span<const CopPoint> points_between(const CopPath& path, std::size_t first, std::size_t last) {
  const auto by_frame = [](const CopPoint& p, std::size_t frame) { return p.frame < frame; };
  const auto begin = std::lower_bound(path.points.begin(), path.points.end(), first, by_frame);
  const auto end = std::lower_bound(begin, path.points.end(), last + 1, by_frame);
  return {begin, end};
}

}  // namespace solea
