#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric heel_relative_impulse = {
    "heel_relative_impulse_pct",
    "Heel share of the impulse",
    "%",
    "Force-time integral of the heel as percent of that of the whole foot.",
    "metrics.md 1.17, 2.2",
    [](const StepContext& step) -> std::optional<double> {
      if (step.heel == nullptr) return std::nullopt;
      const double whole = *fti.compute(step);
      if (whole <= 0) return std::nullopt;
      return 100 * integrate_contact(step.curves, step.heel->force_n) / whole;
    }};

}  // namespace solea::metrics
