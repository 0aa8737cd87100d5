#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/footprint_indices.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric arch_length_index_value = {
    "arch_length_index",
    "Arch-length index",
    "1",
    "Straight distance between the medial tangent points over the length of the medial contour "
    "between them; the stairs of the cells are smoothed over three cells.",
    "Hawes 1992; metrics.md 3.3",
    "1 is flat. Depends on how the contour is smoothed; compare only the same plate.",
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      const TangentLine& border = step.geometry->borders.medial;
      const auto edge = step.parts.contour.medial_edge(border.heel.y, border.ball.y);
      const double pitch = std::max(step.movie.plate.pitch_x_mm, step.movie.plate.pitch_y_mm);
      std::vector<PointMm> contour = {border.heel};
      for (const PointMm& p : smoothed_contour(edge, 3 * pitch)) contour.push_back(p);
      contour.push_back(border.ball);
      const PointMm chord = border.ball - border.heel;
      return arch_length_index(std::hypot(chord.x, chord.y), polyline_mm(contour));
    }};

}  // namespace solea::metrics
