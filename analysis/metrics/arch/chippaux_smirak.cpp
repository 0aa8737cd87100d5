#include "analysis/footprint_indices.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric chippaux_smirak = {
    "chippaux_smirak_pct",
    "Chippaux-Smirak index",
    "%",
    "Least width of the midfoot (27 to 55 % of the length) over the largest width of the ball, "
    "both perpendicular to the foot axis, outer edges, toes excluded.",
    "metrics.md 3.3",
    "Cell size and threshold change widths; an unloaded midfoot gives 0, legally. Originally "
    "measured parallel to the line through the metatarsal heads. Other cut-offs for children.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print()) return std::nullopt;
      const auto isthmus = isthmus_width.compute(step);
      if (!isthmus) return std::nullopt;
      return chippaux_smirak_pct(*isthmus, step.geometry->forefoot_width_mm);
    }};

}  // namespace solea::metrics
