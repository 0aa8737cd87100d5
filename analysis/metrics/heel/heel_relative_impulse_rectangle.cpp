#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_relative_impulse_rectangle = {
    "heel_relative_impulse_rectangle_pct",
    "Heel share of the impulse, rectangle",
    "%",
    "The same share with both integrals by rectangles.",
    "metrics.md 1.17, 2.2",
    "Rectangle and trapezoid differ by half of the first and last frame; never compare across "
    "types.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return quotient(100 * *heel_fti_rectangle.compute(step), *fti_rectangle.compute(step));
    }};

}  // namespace solea::metrics
