#include "analysis/gait/cyclogram.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "analysis/statistics/samples.h"

namespace solea::gait {

namespace {

/// The walker's frame: moves along at the mean velocity.
struct BodyFrame {
  PointMm origin;
  PointMm along{0, 1};
  double speed_mm_s = 0;
  double start_s = 0;

  [[nodiscard]] PointMm to_body(PointMm place, double time_s) const {
    const PointMm d = place - origin;
    return {dot(d, {along.y, -along.x}), dot(d, along) - speed_mm_s * (time_s - start_s)};
  }
};

/// Fitted to the heels of a pass. The axes of the feet tell the direction where they do not
/// progress, as on a belt whose places are those of the plate.
BodyFrame frame_of(std::span<const Footfall> pass) {
  BodyFrame f;
  PointMm axes;
  for (const Footfall& footfall : pass) axes = axes + footfall.axis;
  const PointMm way = pass.back().heel - pass.front().heel;
  const double time = pass.back().on_s - pass.front().on_s;
  constexpr double walked_mm = 300;  // less is no progress, only scatter
  const PointMm line = std::hypot(way.x, way.y) > walked_mm ? way : axes;
  const double norm = std::hypot(line.x, line.y);
  if (norm > 0) f.along = (1 / norm) * line;
  f.origin = pass.front().heel;
  f.start_s = pass.front().on_s;
  f.speed_mm_s = time > 0 ? dot(way, f.along) / time : 0;
  return f;
}

/// Force and moment of all feet of the pass, by time.
std::vector<CyclogramPoint> points_of(const AnalysisResult& result, std::span<const Footfall> pass,
                                      const BodyFrame& frame) {
  std::map<double, CyclogramPoint> sums;
  for (const Footfall& f : pass) {
    const StepCurves& curves = result.steps[f.step].curves;
    for (std::size_t k = 0; k < curves.cop.size(); ++k) {
      if (!curves.cop[k]) continue;
      const PointMm p = frame.to_body(*curves.cop[k], curves.times_s[k]);
      CyclogramPoint& sum = sums[curves.times_s[k]];
      sum.force_n += curves.force_n[k];
      sum.lateral_mm += curves.force_n[k] * p.x;
      sum.along_mm += curves.force_n[k] * p.y;
    }
  }
  std::vector<CyclogramPoint> points;
  for (auto& [time, sum] : sums) {
    if (!(sum.force_n > 0)) continue;
    points.push_back({time, sum.lateral_mm / sum.force_n, sum.along_mm / sum.force_n, sum.force_n});
  }
  return points;
}

std::optional<PointMm> at_time(const std::vector<CyclogramPoint>& points, double time_s) {
  const auto p =
      std::lower_bound(points.begin(), points.end(), time_s - 1e-9,
                       [](const CyclogramPoint& point, double t) { return point.time_s < t; });
  if (p == points.end() || p->time_s > time_s + 1e-9) return std::nullopt;
  return PointMm{p->lateral_mm, p->along_mm};
}

bool alternate(const Footfall& a, const Footfall& b) {
  return a.valid && b.valid && a.side != Side::unknown && b.side != Side::unknown &&
         a.side != b.side;
}

}  // namespace

std::optional<PointMm> crossing(PointMm a1, PointMm a2, PointMm b1, PointMm b2) {
  const PointMm a = a2 - a1;
  const PointMm b = b2 - b1;
  const double det = cross(a, b);
  if (std::abs(det) < 1e-9 * (std::hypot(a.x, a.y) * std::hypot(b.x, b.y) + 1e-300)) {
    return std::nullopt;
  }
  return a1 + (cross(b1 - a1, b) / det) * a;
}

Cyclogram make_cyclogram(const AnalysisResult& result, std::span<const Footfall> footfalls,
                         const GaitSettings& settings) {
  Cyclogram c;
  const auto passes = passes_of(footfalls, settings);
  if (passes.empty()) return c;
  const auto pass = *std::max_element(passes.begin(), passes.end(),
                                      [](auto a, auto b) { return a.size() < b.size(); });
  const BodyFrame frame = frame_of(pass);
  c.points = points_of(result, pass, frame);
  for (std::size_t k = 0; k + 2 < pass.size(); ++k) {
    const Footfall& left = pass[k];
    const Footfall& right = pass[k + 1];
    const Footfall& next = pass[k + 2];
    if (left.side != Side::left || !alternate(left, right) || !alternate(right, next)) continue;
    if (right.on_s >= left.off_s || next.on_s >= right.off_s) continue;  // flight: no diagonal
    const auto a1 = at_time(c.points, right.on_s);
    const auto a2 = at_time(c.points, left.off_s);
    const auto b1 = at_time(c.points, next.on_s);
    const auto b2 = at_time(c.points, right.off_s);
    if (!a1 || !a2 || !b1 || !b2) continue;
    const auto meet = crossing(*a1, *a2, *b1, *b2);
    if (!meet) continue;
    const PointMm heel_l = frame.to_body(next.heel, next.on_s);
    const PointMm heel_r = frame.to_body(right.heel, right.on_s);
    const PointMm middle = 0.5 * (heel_l + heel_r);
    c.cycles.push_back({meet->y - middle.y, meet->x - middle.x});
  }
  std::vector<double> along;
  std::vector<double> lateral;
  for (const CyclogramCycle& cycle : c.cycles) {
    along.push_back(cycle.along_mm);
    lateral.push_back(cycle.lateral_mm);
  }
  c.along_mm = statistics::mean(along);
  c.lateral_mm = statistics::mean(lateral);
  c.along_sd_mm = statistics::sd(along);
  c.lateral_sd_mm = statistics::sd(lateral);
  return c;
}

std::vector<GaitLine> measure_gait_lines(const AnalysisResult& result,
                                         std::span<const Footfall> footfalls,
                                         const GaitSettings& settings) {
  std::vector<GaitLine> lines(footfalls.size());
  for (const auto pass : passes_of(footfalls, settings)) {
    for (std::size_t k = 0; k < pass.size(); ++k) {
      const Footfall& f = pass[k];
      GaitLine& line = lines[static_cast<std::size_t>(&f - footfalls.data())];
      const StepResult& step = result.steps[f.step];
      if (!f.valid || f.side == Side::unknown || !step.geometry) continue;
      const auto range = [&](double from_s, double to_s) -> std::optional<double> {
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        for (std::size_t i = 0; i < step.curves.cop.size(); ++i) {
          const double t = step.curves.times_s[i];
          if (!step.curves.cop[i] || t < from_s - 1e-9 || t > to_s + 1e-9) continue;
          const double y = step.geometry->frame.to_foot(*step.curves.cop[i]).y;
          low = std::min(low, y);
          high = std::max(high, y);
        }
        if (high < low) return std::nullopt;
        return high - low;
      };
      line.length_mm = range(f.on_s, f.off_s);
      if (k > 0 && k + 1 < pass.size() && alternate(pass[k - 1], f) && alternate(f, pass[k + 1])) {
        line.single_support_mm = range(pass[k - 1].off_s, pass[k + 1].on_s);
      }
    }
  }
  return lines;
}

}  // namespace solea::gait
