#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric heel_pti_peak_curve = {
    "heel_pti_peak_curve_kpas",
    "Heel pressure-time integral of the peak curve",
    "kPa s",
    "Integral of the heel's largest pressure of each frame, trapezoid (PTI-1).",
    "metrics.md 1.13, 2.2",
    "Three definitions share the name PTI and differ up to 3.7 times; compare only the same one.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return integrate_contact(step.curves, step.parts.heel->curves.peak_kpa);
    }};

}  // namespace solea::metrics
