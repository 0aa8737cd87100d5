#include "analysis/footprint_indices.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric modified_arch_index_mean = {
    "modified_arch_index_mean",
    "Modified arch index, mean picture",
    "1",
    "Sum of the pressures of the mean pressure picture in the middle third of the toeless "
    "footprint over the whole sum, thirds as in the arch index, cells cut exactly.",
    "Chu 1995, Foot Ankle Int 16:357; metrics.md 3.2",
    "The Framingham cut-offs (0.031, 0.163) are for standing on MatScan; dynamic values differ.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print()) return std::nullopt;
      const auto thirds = pressure_thirds(step.geometry->print, step.footprint.mean_kpa);
      if (!thirds) return std::nullopt;
      return modified_arch_index(*thirds);
    }};

}  // namespace solea::metrics
