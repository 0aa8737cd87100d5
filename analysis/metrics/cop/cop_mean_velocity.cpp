#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric cop_mean_velocity = {"cop_mean_velocity_mm_s",
                                         "Mean CoP velocity",
                                         "mm/s",
                                         "Length of the CoP path divided by the stance time.",
                                         "metrics.md 4.1",
                                         [](const StepContext& step) -> std::optional<double> {
                                           const auto path = cop_path.compute(step);
                                           const double stance_s = step.curves.stance_s();
                                           if (!path || stance_s <= 0) return std::nullopt;
                                           return *path / stance_s;
                                         }};

}  // namespace solea::metrics
