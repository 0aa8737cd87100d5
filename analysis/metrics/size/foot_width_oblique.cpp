#include <cmath>

#include "analysis/metrics/builtin.h"
#include "analysis/metrics/size/own_borders.h"

namespace solea::metrics {

extern const Metric foot_width_oblique = {
    "foot_width_oblique_mm",
    "Forefoot width, oblique",
    "mm",
    "Distance between the medial and lateral tangent points of the ball.",
    "metrics.md 10",
    "A print is shorter and narrower than the foot; each end is known to one cell. The tangent "
    "points slide along a straight border.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr || step.geometry->part == PrintPart::heel) return std::nullopt;
      const auto borders = own_borders(step);
      if (!borders) return std::nullopt;
      const PointMm d = borders->lateral.ball - borders->medial.ball;
      return std::hypot(d.x, d.y);
    }};

}  // namespace solea::metrics
