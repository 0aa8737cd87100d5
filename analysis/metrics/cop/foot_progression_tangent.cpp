#include <cmath>

#include "analysis/foot_progression.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric foot_progression_tangent = {
    "foot_progression_tangent_deg",
    "Foot progression angle, border lines",
    "deg",
    "The same with the bisector of the medial and lateral border lines as foot axis.",
    "metrics.md 4.5, option",
    "Of a step alone the line is an axis of the plate (progression_from: plate): wrong by the "
    "angle at which the person crosses it.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      const FootFrame& frame = step.geometry->frame;
      const auto unit = [](const TangentLine& line) {
        const PointMm d = line.ball - line.heel;
        return (1 / std::hypot(d.x, d.y)) * d;
      };
      const PointMm bisector =
          unit(step.geometry->borders.medial) + unit(step.geometry->borders.lateral);
      return toe_out_deg(frame.to_plate(bisector) - frame.origin, frame.side,
                         plate_line(frame.axis));
    }};

}  // namespace solea::metrics
