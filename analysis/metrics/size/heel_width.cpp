#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric heel_width = {
    "heel_width_mm",
    "Heel width",
    "mm",
    "Widest line of the heel across the foot axis, outer edges.",
    "metrics.md 10",
    "A print is shorter and narrower than the foot; each end is known to one cell.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr || step.geometry->part == PrintPart::forefoot) {
        return std::nullopt;
      }
      if (!(step.geometry->heel_width_mm > 0)) return std::nullopt;  // no cell where it is
      return step.geometry->heel_width_mm;
    }};

}  // namespace solea::metrics
