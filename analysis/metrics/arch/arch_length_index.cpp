#include <cmath>

#include "analysis/metrics/arch/medial_arch.h"
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
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      const auto arch = medial_arch(step);
      if (!arch) return std::nullopt;
      const PointMm chord = arch->tangent.ball - arch->tangent.heel;
      return arch_length_index(std::hypot(chord.x, chord.y), polyline_mm(arch->smooth));
    }};

}  // namespace solea::metrics
