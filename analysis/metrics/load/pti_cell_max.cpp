#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric pti_cell_max = {
    "pti_cell_max_kpas",
    "Largest pressure-time integral of a cell",
    "kPa s",
    "Largest of the cells' own integrals over the contact frames, trapezoid (PTI-3).",
    "metrics.md 1.15",
    "Three definitions share the name PTI and differ up to 3.7 times; compare only the same one.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return largest_cell_integral_kpas(step.footprint, all_cells(step.footprint));
    }};

}  // namespace solea::metrics
