#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric toeless_length = {
    "toeless_length_mm",
    "Toeless print length",
    "mm",
    "Extent of the print without toes along the foot axis, outer edges (truncated length).",
    "metrics.md 10",
    "A print is shorter and narrower than the foot; each end is known to one cell. The toe line "
    "moves it.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print()) return std::nullopt;
      return step.geometry->toeless_length_mm;
    }};

}  // namespace solea::metrics
