#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_forefoot_impulse_ratio = {
    "heel_forefoot_impulse_ratio",
    "Heel-to-forefoot impulse ratio",
    "1",
    "Force-time integral of the heel over that of the five metatarsal zones.",
    "metrics.md 2.2",
    "Forefoot means the five metatarsal zones, without toes; papers differ.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel || !step.parts.forefoot) return std::nullopt;
      return quotient(*heel_fti.compute(step),
                      integrate_contact(step.curves, step.parts.forefoot->curves.force_n));
    }};

}  // namespace solea::metrics
