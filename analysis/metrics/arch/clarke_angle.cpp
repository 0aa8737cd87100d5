#include "analysis/footprint_indices.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric clarke_angle = {
    "clarke_angle_deg",
    "Clarke angle",
    "deg",
    "Angle at the medial forefoot tangent point between the medial tangent and the line to the "
    "deepest point of the medial arch contour.",
    "Clarke 1933; metrics.md 3.3",
    "The other textbook form, a line tangent to the arch, gives more; cut-offs differ between "
    "tables.",
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      const TangentLine& border = step.geometry->borders.medial;
      const auto edge = step.parts.contour.medial_edge(border.heel.y, border.ball.y);
      const auto deepest = deepest_arch_point(border, edge);
      if (!deepest) return std::nullopt;
      return clarke_angle_deg(border, *deepest);
    }};

}  // namespace solea::metrics
