#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric pti_mean = {
    "pti_mean_kpas",
    "Mean pressure-time integral",
    "kPa s",
    "Force-time integral divided by the footprint's area (PTI-2, Melai 2011).",
    "metrics.md 1.14",
    "Three definitions share the name PTI and differ up to 3.7 times; compare only the same one.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return quotient(10 * *fti.compute(step), *contact_area_mpp.compute(step));  // N s/cm2
    }};

}  // namespace solea::metrics
