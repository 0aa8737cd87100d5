#include "analysis/foot_progression.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric foot_progression = {
    "foot_progression_deg",
    "Foot progression angle",
    "deg",
    "Angle between the foot axis (heel centre to second toe) and the line of progression: from "
    "this heel to the same foot's next, or to it from the last; the walk's direction for a step "
    "without; the plate's axis along the toes for a step alone. Positive: toe-out. Undefined "
    "without a side.",
    "metrics.md 4.5",
    "Of a step alone the line is an axis of the plate (progression_from: plate): wrong by the "
    "angle at which the person crosses it.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      return toe_out_deg(step.geometry->frame.axis, step.geometry->frame.side);
    }};

}  // namespace solea::metrics
