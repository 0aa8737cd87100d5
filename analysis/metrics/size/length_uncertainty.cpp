#include <cmath>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric length_uncertainty = {
    "length_uncertainty_mm",
    "Uncertainty of lengths",
    "mm",
    "One cell along the foot axis: a length is known to plus or minus this.",
    "metrics.md 10",
    "Resolution only; not the difference between print and foot.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print()) return std::nullopt;
      const PointMm axis = step.geometry->frame.axis;
      return std::hypot(axis.x * step.movie.plate.pitch_x_mm, axis.y * step.movie.plate.pitch_y_mm);
    }};

}  // namespace solea::metrics
