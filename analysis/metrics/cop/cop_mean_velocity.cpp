#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric cop_mean_velocity = {
    "cop_mean_velocity_mm_s",
    "Mean CoP velocity",
    "mm/s",
    "Length of the filtered CoP path divided by the stance time.",
    "metrics.md 4.1",
    "Grows with noise and frame rate; the cut-off and order of the filter belong to the value.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      const auto path = cop_path.compute(step);
      if (!path) return std::nullopt;
      return quotient(*path, step.curves.stance_s());
    }};

}  // namespace solea::metrics
