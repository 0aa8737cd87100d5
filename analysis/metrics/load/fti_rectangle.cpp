#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric fti_rectangle = {
    "fti_rectangle_ns",
    "Force-time integral, rectangle",
    "N s",
    "Sum of the total force times the frame duration over the contact frames, as vendors have it.",
    "metrics.md 0.2, 1.16",
    "Rectangle and trapezoid differ by half of the first and last frame; never compare across "
    "types.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return sum_contact(step.curves, step.curves.force_n);
    }};

}  // namespace solea::metrics
