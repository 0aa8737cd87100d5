#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric peak_pressure_time = {
    "peak_pressure_time_s",
    "Time of peak pressure",
    "s",
    "Time from first foot contact to the first contact frame with the largest pressure.",
    "metrics.md 1.9",
    "The peak may jump between heel and forefoot from step to step.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      const auto frame = frame_of_peak(step.curves, step.curves.peak_kpa);
      if (!frame) return std::nullopt;
      return step.curves.times_s[*frame] - step.curves.times_s[step.curves.first_contact];
    }};

}  // namespace solea::metrics
