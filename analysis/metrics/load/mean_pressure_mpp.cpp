#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric mean_pressure_mpp = {
    "mean_pressure_mpp_kpa",
    "Mean of the maximum pressure picture",
    "kPa",
    "Mean of the cells' peak pressures over the cells that were ever active (mean pressure B).",
    "metrics.md 1.11",
    "No instant of the step has this mean; three mean pressures differ almost twofold.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      double sum = 0;
      double active = 0;
      for (const float p : step.footprint.peak_kpa) {
        if (p <= 0) continue;
        sum += p;
        ++active;
      }
      return quotient(sum, active);
    }};

}  // namespace solea::metrics
