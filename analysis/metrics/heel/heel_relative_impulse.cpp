#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_relative_impulse = {
    "heel_relative_impulse_pct",
    "Heel share of the impulse",
    "%",
    "Force-time integral of the heel as percent of that of the whole foot.",
    "metrics.md 1.17, 2.2",
    "The zone ends at 27 % of the print; systems that cut at 31 or 33 % measure more heel.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return quotient(100 * *heel_fti.compute(step), *fti.compute(step));
    }};

}  // namespace solea::metrics
