#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric pti_peak_curve = {
    "pti_peak_curve_kpas",
    "Pressure-time integral of the peak curve",
    "kPa s",
    "Integral of the largest pressure of each frame, whichever cell has it, trapezoid (PTI-1, as "
    "novel).",
    "metrics.md 1.13",
    "Three definitions share the name PTI and differ up to 3.7 times; compare only the same one. "
    "The cell may change from frame to frame.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return integrate_contact(step.curves, step.curves.peak_kpa);
    }};

}  // namespace solea::metrics
