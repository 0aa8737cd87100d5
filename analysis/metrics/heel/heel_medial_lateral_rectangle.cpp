#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_medial_lateral_rectangle = {
    "heel_medial_lateral_rectangle_pct",
    "Heel, medial against lateral impulse, rectangle",
    "%",
    "The same difference with integrals by rectangles; positive: medial.",
    "metrics.md 2.2",
    "The split line decides it; a turned axis of 5 degrees moves several percent from one half to "
    "the other.",
    [](const StepContext& step) -> std::optional<double> {
      const ZoneCurves* medial = step.zone(FootZone::heel_medial);
      const ZoneCurves* lateral = step.zone(FootZone::heel_lateral);
      if (medial == nullptr || lateral == nullptr) return std::nullopt;
      return difference_pct(sum_contact(step.curves, medial->force_n),
                            sum_contact(step.curves, lateral->force_n));
    }};

}  // namespace solea::metrics
