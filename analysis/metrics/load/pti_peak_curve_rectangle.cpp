#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric pti_peak_curve_rectangle = {
    "pti_peak_curve_rectangle_kpas",
    "Pressure-time integral of the peak curve, rectangle",
    "kPa s",
    "Sum of the largest pressure of each frame times the frame duration (PTI-1 as pressuRe "
    "computes it).",
    "metrics.md 1.13",
    "Three definitions share the name PTI and differ up to 3.7 times; compare only the same one. "
    "Rectangle and trapezoid differ by half of the first and last frame; never compare across "
    "types.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return sum_contact(step.curves, step.curves.peak_kpa);
    }};

}  // namespace solea::metrics
