#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric max_force_time_s = {
    "max_force_time_s",
    "Time of maximum force",
    "s",
    "Time from first foot contact to the first contact frame with the largest force.",
    "metrics.md 1.3, 1.9",
    "Walking has two force peaks of similar size: the larger may be either.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      const auto frame = frame_of_peak(step.curves, step.curves.force_n);
      if (!frame) return std::nullopt;
      return step.curves.times_s[*frame] - step.curves.times_s[step.curves.first_contact];
    }};

}  // namespace solea::metrics
