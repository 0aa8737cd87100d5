#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric heel_fti_rectangle = {
    "heel_fti_rectangle_ns",
    "Heel force-time integral, rectangle",
    "N s",
    "Sum of the force on the heel times the frame duration over the contact frames.",
    "metrics.md 1.16, 2.2",
    "Rectangle and trapezoid differ by half of the first and last frame; never compare across "
    "types.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return sum_contact(step.curves, step.parts.heel->curves.force_n);
    }};

}  // namespace solea::metrics
