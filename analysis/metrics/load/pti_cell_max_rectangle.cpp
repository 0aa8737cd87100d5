#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric pti_cell_max_rectangle = {
    "pti_cell_max_rectangle_kpas",
    "Largest pressure-time integral of a cell, rectangle",
    "kPa s",
    "Largest of the cells' own sums of pressure times frame duration (PTI-3).",
    "metrics.md 1.15",
    "Three definitions share the name PTI and differ up to 3.7 times; compare only the same one. "
    "Rectangle and trapezoid differ by half of the first and last frame; never compare across "
    "types.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return largest_cell_sum_kpas(step, all_cells(step.footprint));
    }};

}  // namespace solea::metrics
