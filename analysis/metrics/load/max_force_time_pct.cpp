#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric max_force_time_pct = {
    "max_force_time_pct",
    "Instant of maximum force",
    "% stance",
    "The same instant in percent of stance.",
    "metrics.md 1.3, 1.9",
    "Walking has two force peaks of similar size: the larger may be either.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      const auto frame = frame_of_peak(step.curves, step.curves.force_n);
      if (!frame) return std::nullopt;
      return step.curves.stance_pct(*frame);
    }};

}  // namespace solea::metrics
