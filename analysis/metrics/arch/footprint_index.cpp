#include "analysis/footprint_indices.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric footprint_index = {
    "footprint_index",
    "Footprint index",
    "1",
    "Area without contact between the medial tangent and the contour over the contact area of the "
    "toeless print. Lines that meet no cell are bridged straight.",
    "Irwin 1937; metrics.md 3.3",
    "Lower is flatter; no accepted cut-off. A medial heel or ball that bulges moves the tangent.",
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      const TangentLine& border = step.geometry->borders.medial;
      const auto edge = step.parts.contour.medial_edge(border.heel.y, border.ball.y);
      return area_ratio(arch_area_mm2(border, edge),
                        step.geometry->print.area_between(-1e9, 1e9, false));
    }};

}  // namespace solea::metrics
