#include "analysis/metrics/arch/medial_arch.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric clarke_angle = {
    "clarke_angle_deg",
    "Clarke angle",
    "deg",
    "Angle at the medial forefoot tangent point between the medial tangent and the line to the "
    "deepest point of the medial arch contour (stairs of the cells smoothed over three cells).",
    "Clarke 1933; metrics.md 3.3",
    "The other textbook form, a line tangent to the arch, gives more; cut-offs differ between "
    "tables. Tangent points slide along a straight border and cells make stairs: several degrees "
    "between placements on 5 mm cells.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      const auto arch = medial_arch(step);
      if (!arch) return std::nullopt;
      const auto deepest = deepest_arch_point(arch->tangent, arch->smooth);
      if (!deepest) return std::nullopt;
      return clarke_angle_deg(arch->tangent, *deepest);
    }};

}  // namespace solea::metrics
