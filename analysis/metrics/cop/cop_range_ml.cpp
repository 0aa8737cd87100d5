#include <algorithm>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric cop_range_ml = {
    "cop_range_ml_mm",
    "CoP range, medial-lateral",
    "mm",
    "Range of the centre of pressure across the foot axis.",
    "metrics.md 4.3",
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      std::optional<Extent> range;
      for (const auto& cop : step.curves.cop) {
        if (!cop) continue;
        const double at = step.geometry->frame.to_foot(*cop).x;
        range = range ? Extent{std::min(range->lo, at), std::max(range->hi, at)} : Extent{at, at};
      }
      if (!range) return std::nullopt;
      return range->size();
    }};

}  // namespace solea::metrics
