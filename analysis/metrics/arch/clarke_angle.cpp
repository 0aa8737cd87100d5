#include "analysis/metrics/arch/medial_arch.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric clarke_angle = {
    "clarke_angle_deg",
    "Clarke angle",
    "deg",
    "Angle at the medial forefoot tangent point between the medial tangent and the line to the "
    "deepest point of the medial arch contour (where the picture between the cells reaches the "
    "threshold, smoothed over three cells).",
    "Clarke 1933; metrics.md 3.3",
    "The other textbook form, a line tangent to the arch, gives more; cut-offs differ between "
    "tables. Turned in steps of 20 degrees on 5 mm cells it stays within 8 % of its mean in 11 of "
    "12 real feet (14 % in one whose arch is nearly straight) and within 6 % in virtual ones.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      const auto arch = medial_arch(step);
      if (!arch) return std::nullopt;
      const auto deepest = deepest_arch_point(arch->tangent, arch->smooth);
      if (!deepest) return std::nullopt;
      return clarke_angle_deg(arch->tangent, *deepest);
    }};

}  // namespace solea::metrics
