#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric pti_mean_rectangle = {
    "pti_mean_rectangle_kpas",
    "Mean pressure-time integral, rectangle",
    "kPa s",
    "Force-time integral by rectangles divided by the footprint's area (PTI-2).",
    "metrics.md 1.14",
    "Three definitions share the name PTI and differ up to 3.7 times; compare only the same one. "
    "Rectangle and trapezoid differ by half of the first and last frame; never compare across "
    "types.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return quotient(10 * *fti_rectangle.compute(step), *contact_area_mpp.compute(step));
    }};

}  // namespace solea::metrics
