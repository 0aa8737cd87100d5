#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_pti_mean_rectangle = {
    "heel_pti_mean_rectangle_kpas",
    "Mean pressure-time integral, heel, rectangle",
    "kPa s",
    "Sum of the heel's force times frame duration over the area of the heel that was ever active "
    "(PTI-2).",
    "metrics.md 1.14, 2.2",
    "Three definitions share the name PTI and differ up to 3.7 times; rectangle and trapezoid "
    "differ by half of the first and last frame.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return quotient(10 * *heel_fti_rectangle.compute(step),  // N s/cm2
                      *heel_contact_area.compute(step));
    }};

}  // namespace solea::metrics
