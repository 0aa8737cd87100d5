#include "analysis/arch.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric arch_index_value = {
    "arch_index",
    "Arch index",
    "1",
    "Area of the middle third of the toeless footprint over the whole, along the axis from heel "
    "centre to second toe, cells cut exactly.",
    "Cavanagh & Rodgers 1987, J Biomech 20:547; metrics.md 3.1",
    "Toe cells left in lower it, a heavier person has a fatter print without a lower arch, and "
    "static values are lower than dynamic ones. Cut-offs 0.21 and 0.26 come from static prints of "
    "107 adults; not for children under 10.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print()) return std::nullopt;
      const auto thirds = arch_thirds(step.geometry->print);
      if (!thirds) return std::nullopt;
      return arch_index(*thirds);
    }};

}  // namespace solea::metrics
