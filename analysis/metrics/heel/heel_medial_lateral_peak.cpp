#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_medial_lateral_peak = {
    "heel_medial_lateral_peak_pct",
    "Heel, medial against lateral peak pressure",
    "%",
    "Difference of the peak pressures of the heel's medial and lateral half over their sum; "
    "positive: medial.",
    "metrics.md 2.2",
    "0 where one cell, cut in half, holds both peaks.",
    [](const StepContext& step) -> std::optional<double> {
      const ZoneCurves* medial = step.zone(FootZone::heel_medial);
      const ZoneCurves* lateral = step.zone(FootZone::heel_lateral);
      if (medial == nullptr || lateral == nullptr) return std::nullopt;
      return difference_pct(largest(medial->peak_kpa), largest(lateral->peak_kpa));
    }};

}  // namespace solea::metrics
