#include "analysis/footprint_indices.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric staheli = {
    "staheli_index",
    "Staheli index",
    "1",
    "Least width of the midfoot (27 to 55 % of the length) over the largest width of the heel.",
    "Staheli 1987; metrics.md 3.3",
    "Cell size and threshold change widths; an unloaded midfoot gives 0, legally. Changes fast "
    "with age.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print()) return std::nullopt;
      const auto isthmus = isthmus_width.compute(step);
      if (!isthmus) return std::nullopt;
      return staheli_index(*isthmus, step.geometry->heel_width_mm);
    }};

}  // namespace solea::metrics
