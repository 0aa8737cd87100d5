#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_pti_cell_max_rectangle = {
    "heel_pti_cell_max_rectangle_kpas",
    "Largest pressure-time integral of a cell, heel, rectangle",
    "kPa s",
    "Largest of the own sums of pressure times frame duration of the heel's cells (PTI-3).",
    "metrics.md 1.15, 2.2",
    "Three definitions share the name PTI and differ up to 3.7 times; rectangle and trapezoid "
    "differ by half of the first and last frame.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return largest_cell_sum_kpas(step, step.parts.heel->cells);
    }};

}  // namespace solea::metrics
