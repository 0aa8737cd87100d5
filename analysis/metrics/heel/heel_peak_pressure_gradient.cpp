#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_peak_pressure_gradient = {
    "heel_peak_pressure_gradient_kpa_mm",
    "Peak pressure gradient, heel",
    "kPa/mm",
    "Largest fall from the heel's cell of the peak pressure to one of its 8 neighbours over their "
    "distance, at the instant of the heel's peak.",
    "Mueller 2005, J Biomech; metrics.md 1.22",
    "Depends on the cell size; compare only the same plate. Never on smoothed pictures.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return peak_pressure_gradient_kpa_mm(step, step.parts.heel->cells);
    }};

}  // namespace solea::metrics
