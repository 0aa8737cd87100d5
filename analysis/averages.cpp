#include "analysis/averages.h"

#include <oneapi/tbb/parallel_invoke.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/metric.h"
#include "analysis/registration.h"
#include "analysis/statistics/samples.h"

namespace solea {

namespace {

constexpr double print_margin_mm = 20;  // around the first print: others reach beyond it
constexpr int registration_rounds = 2;  // the first on the first print, the next on their mean

/// Time and value of the frames in contact that have a value.
std::vector<double> interpolate(const StepCurves& curves,
                                const std::vector<std::pair<double, double>>& points) {
  if (points.empty() || curves.stance_s() <= 0) return {};
  const double t0 = curves.times_s[curves.first_contact];
  std::vector<double> nodes;
  std::size_t at = 0;
  for (std::size_t i = 0; i < stance_nodes; ++i) {
    const double t = t0 + curves.stance_s() * static_cast<double>(i) / (stance_nodes - 1);
    while (at + 2 < points.size() && points[at + 1].first <= t) ++at;
    if (points.size() == 1) {
      nodes.push_back(points[0].second);
      continue;
    }
    const auto& [ta, a] = points[at];
    const auto& [tb, b] = points[at + 1];
    const double f = std::clamp((t - ta) / (tb - ta), 0.0, 1.0);
    nodes.push_back((1 - f) * a + f * b);
  }
  return nodes;
}

/// Adds what the moving print shows in the mean's place.
void add(Footprint& sum, const Footprint& print) {
  const auto into = [](std::vector<float>& a, const std::vector<float>& b) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) a[i] += b[i];
  };
  into(sum.peak_kpa, print.peak_kpa);
  into(sum.mean_kpa, print.mean_kpa);
  into(sum.pti_kpas, print.pti_kpas);
}

void divide(Footprint& print, std::size_t n) {
  const auto by = [&](std::vector<float>& values) {
    for (float& v : values) v /= static_cast<float>(n);
  };
  by(print.peak_kpa);
  by(print.mean_kpa);
  by(print.pti_kpas);
}

Footprint mean_footprint(const std::vector<const StepResult*>& steps) {
  const StepResult& first = *steps.front();
  Footprint mean = resampled(first.footprint, first.footprint, {}, print_margin_mm);
  if (steps.size() == 1) return mean;
  std::vector<RegistrationSettings> how(steps.size());
  for (int round = 0; round < registration_rounds; ++round) {
    Footprint sum = resampled(first.footprint, first.footprint, {}, print_margin_mm);
    for (std::size_t i = 1; i < steps.size(); ++i) {
      const StepResult* step = steps[i];
      const Registration found = register_prints(mean, step->footprint, first.geometry->frame.axis,
                                                 step->geometry->frame.axis, how[i]);
      how[i].start = found.transform;  // the next round's print lies nearly there
      add(sum, resampled(step->footprint, mean, found.transform, 0));
    }
    divide(sum, steps.size());
    mean = std::move(sum);
  }
  return mean;
}

SideAverages average_side(const AnalysisResult& result, Side side, Averaged what) {
  SideAverages out;
  std::vector<const StepResult*> steps;
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const StepResult& step = result.steps[i];
    if (step.side != side || !step.step.valid() || !step.geometry) continue;
    out.steps.push_back(i);
    out.detail = std::min(out.detail, step.detail);
    steps.push_back(&step);
  }
  for (std::size_t m = 0; m < builtin_metrics().size(); ++m) {
    std::vector<double> values;
    for (const StepResult* step : steps) {
      if (step->metrics[m]) values.push_back(*step->metrics[m]);
    }
    out.metrics.push_back(summarize(std::move(values)));
  }
  if (steps.empty() || what == Averaged::measures) return out;

  const auto average = [&](auto&& curve_of) {
    std::vector<std::vector<double>> curves;
    for (const StepResult* step : steps) {
      auto curve = normalize_curve(step->curves, curve_of(*step));
      if (!curve.empty()) curves.push_back(std::move(curve));
    }
    return mean_curve(curves);
  };
  const auto cop = [](const StepResult& step, double PointMm::*coordinate) {
    std::vector<std::optional<double>> values;
    for (const auto& p : step.curves.cop) {
      values.push_back(p ? std::optional(step.geometry->frame.to_foot(*p).*coordinate)
                         : std::nullopt);
    }
    return values;
  };
  out.force_n = average([](const StepResult& step) { return step.curves.force_n; });
  out.cop_x_mm = average([&](const StepResult& step) { return cop(step, &PointMm::x); });
  out.cop_y_mm = average([&](const StepResult& step) { return cop(step, &PointMm::y); });
  for (std::size_t z = 0; z < steps.front()->mask_zones.size(); ++z) {
    out.zone_ids.push_back(steps.front()->mask_zones[z].id);
    out.zone_force_n.push_back(
        average([&](const StepResult& step) { return step.mask_curves[z].force_n; }));
  }
  // The print of a whole foot to begin with, where there is one.
  std::stable_partition(steps.begin(), steps.end(), [](const StepResult* step) {
    return step->geometry->part == PrintPart::whole;
  });
  out.footprint = mean_footprint(steps);
  out.frame = steps.front()->geometry->frame;
  return out;
}

}  // namespace

Summary summarize(std::vector<double> values) {
  Summary s;
  s.n = values.size();
  if (values.empty()) return s;
  const double n = static_cast<double>(values.size());
  s.mean = statistics::mean(values);
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  s.median = values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
  if (values.size() < 2) return s;
  const auto percentile = [&](double part) {
    const double at = part * (n - 1);
    const auto k = std::min(static_cast<std::size_t>(at), values.size() - 2);
    return values[k] + (at - static_cast<double>(k)) * (values[k + 1] - values[k]);
  };
  s.p10 = percentile(0.1);
  s.p90 = percentile(0.9);
  s.sd = statistics::sd(values);
  if (*s.mean != 0) s.cv_pct = 100 * *s.sd / *s.mean;
  return s;
}

std::vector<double> normalize_curve(const StepCurves& curves, const std::vector<double>& values) {
  std::vector<std::pair<double, double>> points;
  for (std::size_t k = curves.first_contact; curves.has_contact && k <= curves.last_contact; ++k) {
    points.emplace_back(curves.times_s[k], values[k]);
  }
  return interpolate(curves, points);
}

std::vector<double> normalize_curve(const StepCurves& curves,
                                    const std::vector<std::optional<double>>& values) {
  std::vector<std::pair<double, double>> points;
  for (std::size_t k = curves.first_contact; curves.has_contact && k <= curves.last_contact; ++k) {
    if (values[k]) points.emplace_back(curves.times_s[k], *values[k]);
  }
  return interpolate(curves, points);
}

MeanCurve mean_curve(const std::vector<std::vector<double>>& curves) {
  MeanCurve out;
  out.n = curves.size();
  if (curves.empty()) return out;
  std::vector<double> values(curves.size());
  for (std::size_t node = 0; node < curves.front().size(); ++node) {
    std::ranges::transform(curves, values.begin(), [&](const auto& curve) { return curve[node]; });
    out.mean.push_back(*statistics::mean(values));
    if (const auto sd = statistics::sd(values)) out.sd.push_back(*sd);
  }
  return out;
}

Averages make_averages(const AnalysisResult& result, Averaged what) {
  Averages out;
  oneapi::tbb::parallel_invoke([&] { out.left = average_side(result, Side::left, what); },
                               [&] { out.right = average_side(result, Side::right, what); });
  for (std::size_t m = 0; m < builtin_metrics().size(); ++m) {
    const auto& left = out.left.metrics[m].mean;
    const auto& right = out.right.metrics[m].mean;
    out.symmetry.push_back(left && right ? symmetry_of(*left, *right) : Symmetry{});
  }
  return out;
}

}  // namespace solea
