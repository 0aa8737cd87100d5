#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric foot_length = {
    "foot_length_mm",
    "Print length",
    "mm",
    "Extent of the print along the foot axis, outer edges, with toes; shorter than the foot "
    "itself.",
    "metrics.md 10",
    "A print is shorter and narrower than the foot; each end is known to one cell.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print()) return std::nullopt;
      return step.geometry->length_mm;
    }};

}  // namespace solea::metrics
