#include "analysis/metrics/builtin.h"
#include "analysis/metrics/mediolateral/bisector_halves.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_medial_lateral_bisector = {
    "heel_medial_lateral_bisector_pct",
    "Heel, medial against lateral impulse, by the bisector of the tangents",
    "%",
    "Difference of the force-time integrals of the heel's medial and lateral part over their sum, "
    "trapezoid, the heel cut along the angle bisector of the medial and the lateral border line; "
    "positive: medial.",
    "metrics.md 2.1, option",
    "The bisector runs through the middle of heel and ball together: a ball that lies medial of "
    "the heel's middle line turns it.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr || step.geometry->part == PrintPart::forefoot) {
        return std::nullopt;
      }
      const auto halves = halves_by_bisector(
          step, step.settings.heel_fraction * step.geometry->reference_length_mm);
      if (!halves) return std::nullopt;
      return difference_pct(halves->medial, halves->lateral);
    }};

}  // namespace solea::metrics
