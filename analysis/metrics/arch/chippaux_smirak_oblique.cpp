#include "analysis/footprint_indices.h"
#include "analysis/metrics/arch/print_in_frame.h"
#include "analysis/metrics/builtin.h"
#include "analysis/metrics/size/own_borders.h"

namespace solea::metrics {

extern const Metric chippaux_smirak_oblique = {
    "chippaux_smirak_oblique_pct",
    "Chippaux-Smirak index, oblique",
    "%",
    "Least width of the midfoot over the width of the ball, both parallel to the line through the "
    "most medial and the most lateral point of the ball, as the index was first measured; midfoot: "
    "lines that cross the foot axis between the heel and the forefoot line (27 to 55 % of the "
    "length).",
    "metrics.md 3.3, original form",
    "Its cut-offs are the same as those of the other form, which differs by a few percent. The "
    "points slide along a straight border.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print()) return std::nullopt;
      const auto ball = foot_width_oblique.compute(step);
      if (!ball || !(*ball > 0)) return std::nullopt;
      const FootFrame& foot = step.geometry->frame;
      const auto borders = own_borders(step);
      if (!borders) return std::nullopt;
      const PointMm across = (1 / *ball) * (borders->lateral.ball - borders->medial.ball);
      const PointMm along{-across.y, across.x};  // in the foot frame, from heel to toe
      const FootFrame oblique{foot.origin, foot.to_plate(along) - foot.origin, foot.side};
      const PrintContour contour = make_contour(print_in_frame(step, oblique));
      const double length = along.y * step.geometry->length_mm;
      const auto isthmus = contour.narrowest_mm(step.settings.heel_fraction * length,
                                                step.settings.forefoot_fraction * length);
      if (!isthmus) return std::nullopt;
      return chippaux_smirak_pct(*isthmus, *ball);
    }};

}  // namespace solea::metrics
