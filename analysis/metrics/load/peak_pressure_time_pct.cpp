#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric peak_pressure_time_pct = {
    "peak_pressure_time_pct",
    "Instant of peak pressure",
    "% stance",
    "The same instant in percent of stance (novel: % ROP).",
    "metrics.md 1.9",
    "The peak may jump between heel and forefoot from step to step.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      const auto frame = frame_of_peak(step.curves, step.curves.peak_kpa);
      if (!frame) return std::nullopt;
      return step.curves.stance_pct(*frame);
    }};

}  // namespace solea::metrics
