#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_pti_mean = {
    "heel_pti_mean_kpas",
    "Heel mean pressure-time integral",
    "kPa s",
    "Force-time integral of the heel divided by its contact area (PTI-2).",
    "metrics.md 1.14, 2.2",
    "Three definitions share the name PTI and differ up to 3.7 times; compare only the same one.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return quotient(10 * *heel_fti.compute(step), *heel_contact_area.compute(step));  // N s/cm2
    }};

}  // namespace solea::metrics
