#include <cmath>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric width_uncertainty = {
    "width_uncertainty_mm",
    "Uncertainty of widths",
    "mm",
    "One cell across the foot axis: a width is known to plus or minus this.",
    "metrics.md 10",
    "Resolution only; not the difference between print and foot.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      const PointMm axis = step.geometry->frame.axis;
      return std::hypot(axis.y * step.movie.plate.pitch_x_mm, axis.x * step.movie.plate.pitch_y_mm);
    }};

}  // namespace solea::metrics
