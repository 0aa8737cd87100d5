#include <cmath>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric cop_path = {
    "cop_path_mm",
    "Length of the CoP path",
    "mm",
    "Sum of the distances between the centres of pressure of successive contact frames, not "
    "filtered.",
    "metrics.md 4.1",
    [](const StepContext& step) -> std::optional<double> {
      std::optional<PointMm> last;
      std::optional<double> path;
      for (const auto& cop : step.curves.cop) {
        if (!cop) continue;
        path = last ? *path + std::hypot(cop->x - last->x, cop->y - last->y) : 0.0;
        last = cop;
      }
      return path;
    }};

}  // namespace solea::metrics
