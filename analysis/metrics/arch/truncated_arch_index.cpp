#include "analysis/metrics/arch/medial_arch.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric truncated_arch_index = {
    "truncated_arch_index",
    "Truncated arch index",
    "1",
    "Area without contact between the medial tangent and the contour over the area of the toeless "
    "print between the two tangent points.",
    "Hawes 1992; metrics.md 3.3",
    "No accepted cut-off. Turned in steps of 20 degrees on 5 mm cells it stays within 7 % of its "
    "mean in real feet and 9 % in virtual ones.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      const auto arch = medial_arch(step);
      if (!arch) return std::nullopt;
      return area_ratio(
          arch_area_mm2(arch->tangent, arch->edge),
          step.geometry->print.area_between(arch->tangent.heel.y, arch->tangent.ball.y, false));
    }};

}  // namespace solea::metrics
