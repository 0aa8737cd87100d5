#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric mean_pressure_peak = {
    "mean_pressure_peak_kpa",
    "Peak mean pressure",
    "kPa",
    "Maximum force over the area of the footprint (mean pressure C).",
    "metrics.md 1.12",
    "Force of one instant over the area of all instants; three mean pressures differ almost "
    "twofold.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      return quotient(10 * *max_force.compute(step), *contact_area_mpp.compute(step));  // N/cm2
    }};

}  // namespace solea::metrics
