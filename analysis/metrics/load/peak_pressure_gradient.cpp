#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric peak_pressure_gradient = {
    "peak_pressure_gradient_kpa_mm",
    "Peak pressure gradient",
    "kPa/mm",
    "Largest fall from the cell of the peak pressure to one of its 8 neighbours over their "
    "distance, at the instant of the peak.",
    "Mueller 2005, J Biomech; metrics.md 1.22",
    "Depends on the cell size; compare only the same plate. Never on smoothed pictures.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      return peak_pressure_gradient_kpa_mm(step, all_cells(step.footprint));
    }};

}  // namespace solea::metrics
