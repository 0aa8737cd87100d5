#include "analysis/foot_progression.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric foot_progression_cop = {
    "foot_progression_cop_deg",
    "Foot progression angle, CoP chord",
    "deg",
    "The same with the line from the first to the last point of the filtered CoP as foot axis.",
    "metrics.md 4.5, option",
    "Of a step alone the line is an axis of the plate (progression_from: plate): wrong by the "
    "angle at which the person crosses it.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      const auto& points = step.parts.cop.points;
      if (points.size() < 2) return std::nullopt;
      const FootFrame& frame = step.geometry->frame;
      return toe_out_deg(points.back().at - points.front().at, frame.side, plate_line(frame.axis));
    }};

}  // namespace solea::metrics
