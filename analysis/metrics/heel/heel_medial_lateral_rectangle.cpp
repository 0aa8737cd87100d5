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
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return heel_difference_pct(
          step, [&](const ZoneCurves& zone) { return sum_contact(step.curves, zone.force_n); });
    }};

}  // namespace solea::metrics
