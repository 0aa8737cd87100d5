#include <vector>

#include "analysis/metrics/arch/medial_arch.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric clarke_tangent_angle = {
    "clarke_tangent_angle_deg",
    "Clarke angle, tangent form",
    "deg",
    "Angle at the medial forefoot tangent point between the medial tangent and the line tangent to "
    "the arch: the largest angle to a point of the contour between the heel and forefoot "
    "lines, never below the default form.",
    "metrics.md 3.3, option",
    "At least as large as the default form; cut-offs are not for this one. Turned in steps of 20 "
    "degrees on 5 mm cells it stays within 8 % of its mean in 11 of 12 real feet (11 % in one "
    "whose arch is nearly straight) and within 6 % in virtual ones.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      const auto arch = medial_arch(step);
      if (!arch) return std::nullopt;
      const auto deepest = deepest_arch_point(arch->tangent, arch->smooth);
      if (!deepest) return std::nullopt;
      std::vector<PointMm> points = {*deepest};
      for (const PointMm& p : arch->smooth) {
        const double at = p.y / step.geometry->length_mm;
        if (at >= step.settings.heel_fraction && at <= step.settings.forefoot_fraction) {
          points.push_back(p);
        }
      }
      return clarke_tangent_angle_deg(arch->tangent, points);
    }};

}  // namespace solea::metrics
