#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric foot_width = {
    "foot_width_mm",
    "Forefoot width",
    "mm",
    "Widest line of the ball across the foot axis, outer edges, toes excluded.",
    "metrics.md 10",
    "A print is shorter and narrower than the foot; each end is known to one cell.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr || step.geometry->part == PrintPart::heel) return std::nullopt;
      if (!(step.geometry->forefoot_width_mm > 0)) return std::nullopt;  // no cell where it is
      return step.geometry->forefoot_width_mm;
    }};

}  // namespace solea::metrics
