#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_pti_cell_max = {
    "heel_pti_cell_max_kpas",
    "Heel, largest pressure-time integral of a cell",
    "kPa s",
    "Largest of the heel cells' own integrals, trapezoid (PTI-3).",
    "metrics.md 1.15, 2.2",
    "Three definitions share the name PTI and differ up to 3.7 times; compare only the same one.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return largest_cell_integral_kpas(step.footprint, step.parts.heel->cells);
    }};

}  // namespace solea::metrics
