#include "analysis/metrics/builtin.h"
#include "analysis/metrics/cop/cop_range.h"

namespace solea::metrics {

extern const Metric cop_range_ml = {
    "cop_range_ml_mm",
    "CoP range, medial-lateral (gait-line width)",
    "mm",
    "Range of the filtered centre of pressure across the foot axis.",
    "metrics.md 4.3",
    "A turned foot axis adds to it.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      return cop_range_mm(step, &PointMm::x);
    }};

}  // namespace solea::metrics
