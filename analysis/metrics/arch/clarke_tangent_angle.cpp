#include <algorithm>
#include <vector>

#include "analysis/footprint_indices.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric clarke_tangent_angle = {
    "clarke_tangent_angle_deg",
    "Clarke angle, tangent form",
    "deg",
    "Angle at the medial forefoot tangent point between the medial tangent and the line tangent to "
    "the arch: the largest angle to a point of the contour (stairs of the cells smoothed over "
    "three cells) between the heel and forefoot lines; never below the default form.",
    "metrics.md 3.3, option",
    "Stairs of the cells matter more than in the default form.",
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      const TangentLine& border = step.geometry->borders.medial;
      const auto edge = step.parts.contour.medial_edge(border.heel.y, border.ball.y);
      const auto deepest = deepest_arch_point(border, edge);
      if (!deepest) return std::nullopt;
      std::vector<PointMm> arch = {*deepest};
      const double pitch = std::max(step.movie.plate.pitch_x_mm, step.movie.plate.pitch_y_mm);
      for (const PointMm& p : smoothed_contour(edge, 3 * pitch)) {
        const double at = p.y / step.geometry->length_mm;
        if (at >= step.settings.heel_fraction && at <= step.settings.forefoot_fraction) {
          arch.push_back(p);
        }
      }
      return clarke_tangent_angle_deg(border, arch);
    }};

}  // namespace solea::metrics
