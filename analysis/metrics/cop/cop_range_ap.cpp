#include "analysis/metrics/builtin.h"
#include "analysis/metrics/cop/cop_range.h"

namespace solea::metrics {

extern const Metric cop_range_ap = {
    "cop_range_ap_mm",
    "CoP range, anterior-posterior (gait-line length)",
    "mm",
    "Range of the filtered centre of pressure along the foot axis.",
    "metrics.md 4.3",
    "Decided by the first and last contact frames, and so by the contact force.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      return cop_range_mm(step, &PointMm::y);
    }};

}  // namespace solea::metrics
