#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric cop_path_unfiltered = {
    "cop_path_unfiltered_mm",
    "Length of the CoP path, not filtered",
    "mm",
    "Sum of the distances between the centres of pressure of successive contact frames.",
    "metrics.md 4.1",
    "Grows with noise and frame rate; the cut-off and order of the filter belong to the value.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      const CopPath path = make_cop_path(step.curves, 0);
      if (path.points.size() < 2) return std::nullopt;
      return path_length_mm(path.points);
    }};

}  // namespace solea::metrics
