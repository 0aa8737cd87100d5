#include "analysis/footprint_indices.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric truncated_arch_index = {
    "truncated_arch_index",
    "Truncated arch index",
    "1",
    "Area without contact between the medial tangent and the contour over the area of the toeless "
    "print between the two tangent points.",
    "Hawes 1992; metrics.md 3.3",
    "As the footprint index; no accepted cut-off.",
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      const TangentLine& border = step.geometry->borders.medial;
      const auto edge = step.parts.contour.medial_edge(border.heel.y, border.ball.y);
      return area_ratio(arch_area_mm2(border, edge),
                        step.geometry->print.area_between(border.heel.y, border.ball.y, false));
    }};

}  // namespace solea::metrics
