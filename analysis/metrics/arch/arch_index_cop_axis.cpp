#include <cmath>
#include <vector>

#include "analysis/arch.h"
#include "analysis/cpei.h"
#include "analysis/metrics/arch/print_in_frame.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric arch_index_cop_axis = {
    "arch_index_cop_axis",
    "Arch index on the axis of the centre of pressure",
    "1",
    "The arch index with the longest chord of the CoP path as axis, as the package pressuRe has "
    "it.",
    "metrics.md 3.1, option axis=CoP",
    "Toe cells left in lower it, a heavier person has a fatter print without a lower arch, and "
    "static values are lower than dynamic ones. The CoP axis turns with the way of rolling.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print()) return std::nullopt;
      std::vector<PointMm> path;
      for (const CopPoint& p : step.parts.cop.points) path.push_back(p.at);
      const auto chord = longest_chord(path);
      if (!chord) return std::nullopt;
      const PointMm d = chord->second - chord->first;
      const FootFrame frame{chord->first, (1 / std::hypot(d.x, d.y)) * d,
                            step.geometry->frame.side};
      const auto thirds = arch_thirds(print_in_frame(step, frame));
      if (!thirds) return std::nullopt;
      return arch_index(*thirds);
    }};

}  // namespace solea::metrics
