#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric forefoot_heel_impulse_ratio = {
    "forefoot_heel_impulse_ratio",
    "Forefoot-to-heel impulse ratio",
    "1",
    "Force-time integral of the five metatarsal zones over that of the heel.",
    "metrics.md 2.2 (its inverse is given there)",
    "Forefoot means the five metatarsal zones, without toes; papers differ.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel || !step.parts.forefoot) return std::nullopt;
      return quotient(integrate_contact(step.curves, step.parts.forefoot->curves.force_n),
                      *heel_fti.compute(step));
    }};

}  // namespace solea::metrics
