#include <algorithm>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric cop_range_ap = {
    "cop_range_ap_mm",
    "CoP range, anterior-posterior",
    "mm",
    "Range of the centre of pressure along the foot axis.",
    "metrics.md 4.3",
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      std::optional<Extent> range;
      for (const auto& cop : step.curves.cop) {
        if (!cop) continue;
        const double at = step.geometry->frame.to_foot(*cop).y;
        range = range ? Extent{std::min(range->lo, at), std::max(range->hi, at)} : Extent{at, at};
      }
      if (!range) return std::nullopt;
      return range->size();
    }};

}  // namespace solea::metrics
