#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_medial_lateral = {
    "heel_medial_lateral_pct",
    "Heel, medial against lateral impulse",
    "%",
    "Difference of the force-time integrals of the heel's medial and lateral half over their sum, "
    "trapezoid; positive: medial.",
    "metrics.md 2.2",
    "The split line decides it; a turned axis of 5 degrees moves several percent from one half to "
    "the other.",
    [](const StepContext& step) -> std::optional<double> {
      const ZoneCurves* medial = step.zone(FootZone::heel_medial);
      const ZoneCurves* lateral = step.zone(FootZone::heel_lateral);
      if (medial == nullptr || lateral == nullptr) return std::nullopt;
      return difference_pct(integrate_contact(step.curves, medial->force_n),
                            integrate_contact(step.curves, lateral->force_n));
    }};

}  // namespace solea::metrics
