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
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      return heel_difference_pct(step,
                                 [](const ZoneCurves& zone) { return largest(zone.peak_kpa); });
    }};

}  // namespace solea::metrics
