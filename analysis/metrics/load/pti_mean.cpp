#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric pti_mean = {
    "pti_mean_kpas",
    "Mean pressure-time integral",
    "kPa s",
    "Force-time integral divided by the footprint's area (PTI-2, Melai 2011).",
    "metrics.md 1.14",
    [](const StepContext& step) -> std::optional<double> {
      const double area_cm2 = *contact_area_mpp.compute(step);
      if (area_cm2 <= 0) return std::nullopt;
      return 10 * *fti.compute(step) / area_cm2;  // 1 N s/cm2 is 10 kPa s
    }};

}  // namespace solea::metrics
