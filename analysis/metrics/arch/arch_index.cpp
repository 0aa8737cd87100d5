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
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr || step.geometry->part != PrintPart::whole) return std::nullopt;
      const auto thirds = arch_thirds(step.geometry->print);
      if (!thirds) return std::nullopt;
      return arch_index(*thirds);
    }};

}  // namespace solea::metrics
