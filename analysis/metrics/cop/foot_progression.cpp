#include "analysis/foot_progression.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric foot_progression = {
    "foot_progression_deg",
    "Foot progression angle",
    "deg",
    "Angle between the foot axis (heel centre to second toe) and the line of progression, here the "
    "plate's y axis; positive: toe-out. Undefined without a side.",
    "metrics.md 4.5",
    "On a single plate the line of progression is the plate's y axis: wrong by the angle at which "
    "the person crosses it. With two steps of a foot use the stride line (solea gait).",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      return toe_out_deg(step.geometry->frame.axis, step.geometry->frame.side);
    }};

}  // namespace solea::metrics
