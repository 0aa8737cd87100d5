#include "apps/station/compare.h"

#include <algorithm>

#include "analysis/metric.h"

namespace solea::station {

namespace {

constexpr double margin_mm = 15;

std::optional<ComparedFoot> compare_feet(Side side, const SideAverages& before,
                                         const SideAverages& after, double least_kpa) {
  if (!before.footprint || !after.footprint) return std::nullopt;
  ComparedFoot foot;
  foot.side = side;
  foot.frame = before.frame;
  foot.steps_before = before.steps.size();
  foot.steps_after = after.steps.size();
  foot.registration =
      register_prints(*before.footprint, *after.footprint, before.frame.axis, after.frame.axis);
  foot.before = resampled(*before.footprint, *before.footprint, {}, margin_mm);
  foot.after =
      resampled(*after.footprint, *before.footprint, foot.registration.transform, margin_mm);
  for (std::size_t i = 0; i < foot.before.cells(); ++i) {
    const float a = foot.before.peak_kpa[i];
    const float b = foot.after.peak_kpa[i];
    const bool loaded = std::max(a, b) >= static_cast<float>(least_kpa);
    foot.difference_kpa.push_back(loaded ? b - a : 0);
  }
  return foot;
}

ComparedMeasure::Foot compare_means(const SideAverages& before, const SideAverages& after,
                                    std::size_t metric) {
  ComparedMeasure::Foot foot;
  if (metric < before.metrics.size()) {
    foot.before = before.metrics[metric].mean;
    foot.sd_before = before.metrics[metric].sd;
  }
  if (metric < after.metrics.size()) {
    foot.after = after.metrics[metric].mean;
    foot.sd_after = after.metrics[metric].sd;
  }
  if (foot.before && foot.after) foot.change = *foot.after - *foot.before;
  return foot;
}

}  // namespace

Comparison compare(const AnalysisResult& before, const AnalysisResult& after,
                   const std::vector<std::string_view>& ids) {
  const Averages a = make_averages(before);
  const Averages b = make_averages(after);
  const double least_kpa = before.settings.contact_threshold_kpa;
  Comparison comparison;
  comparison.left = compare_feet(Side::left, a.left, b.left, least_kpa);
  comparison.right = compare_feet(Side::right, a.right, b.right, least_kpa);
  const auto all = builtin_metrics();
  for (const std::string_view id : ids) {
    const auto it = std::ranges::find(all, id, [](const Metric* m) { return m->id; });
    if (it == all.end()) continue;
    const auto n = static_cast<std::size_t>(it - all.begin());
    comparison.measures.push_back(
        {(*it)->id, compare_means(a.left, b.left, n), compare_means(a.right, b.right, n)});
  }
  return comparison;
}

}  // namespace solea::station
