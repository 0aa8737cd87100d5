#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric fti = {"fti_ns",
                           "Force-time integral",
                           "N s",
                           "Integral of the total force over the contact frames, trapezoid.",
                           "metrics.md 1.16",
                           "Rectangle and trapezoid differ by half of the first and last frame; "
                           "never compare across types.",
                           Detail::times,
                           [](const StepContext& step) -> std::optional<double> {
                             return integrate_contact(step.curves, step.curves.force_n);
                           }};

}  // namespace solea::metrics
