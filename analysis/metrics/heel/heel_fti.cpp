#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric heel_fti = {
    "heel_fti_ns",
    "Heel force-time integral",
    "N s",
    "Integral of the force on the heel over the contact frames, trapezoid.",
    "metrics.md 1.16, 2.2",
    "Rectangle and trapezoid differ by half of the first and last frame; never compare across "
    "types.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return integrate_contact(step.curves, step.parts.heel->curves.force_n);
    }};

}  // namespace solea::metrics
