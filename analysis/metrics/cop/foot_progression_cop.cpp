#include "analysis/foot_progression.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric foot_progression_cop = {
    "foot_progression_cop_deg",
    "Foot progression angle, CoP chord",
    "deg",
    "The same with the line from the first to the last point of the filtered CoP as foot axis.",
    "metrics.md 4.5, option",
    "On a single plate the line of progression is the plate's y axis: wrong by the angle at which "
    "the person crosses it. With two steps of a foot use the stride line (solea gait).",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      const auto& points = step.parts.cop.points;
      if (points.size() < 2) return std::nullopt;
      return toe_out_deg(points.back().at - points.front().at, step.geometry->frame.side);
    }};

}  // namespace solea::metrics
