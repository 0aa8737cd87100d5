#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_max_force = {
    "heel_max_force_n",
    "Heel maximum force",
    "N",
    "Largest force on the heel in a frame.",
    "metrics.md 1.3, 2.2",
    "The zone ends at 27 % of the print; systems that cut at 31 or 33 % measure more heel.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return largest(step.parts.heel->curves.force_n);
    }};

}  // namespace solea::metrics
