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
    [](const StepContext& step) -> std::optional<double> {
      std::vector<double> sums(step.movie.cells());
      for (std::size_t k = 0; k < step.movie.frames(); ++k) {
        const double weight_s = rectangle_weight_s(step.curves, k);
        if (weight_s <= 0) continue;
        const auto frame = step.movie.frame(k);
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weight_s * frame[i];
      }
      return largest(sums);
    }};

}  // namespace solea::metrics
