#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric isthmus_width = {
    "isthmus_width_mm",
    "Isthmus width",
    "mm",
    "Least width of the midfoot (between 27 and 55 % of the length) across the foot axis, outer "
    "edges; 0 where a line meets no cell.",
    "metrics.md 3.3, 10",
    "A print is shorter and narrower than the foot; each end is known to one cell. A high arch has "
    "none: 0.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print()) return std::nullopt;
      const double length = step.geometry->length_mm;
      return step.parts.contour.narrowest_mm(step.settings.heel_fraction * length,
                                             step.settings.forefoot_fraction * length);
    }};

}  // namespace solea::metrics
