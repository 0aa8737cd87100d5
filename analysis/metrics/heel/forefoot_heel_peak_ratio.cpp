#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric forefoot_heel_peak_ratio = {
    "forefoot_heel_peak_ratio",
    "Forefoot-to-rearfoot ratio",
    "1",
    "Peak pressure of the five metatarsal zones over that of the heel.",
    "Bartolo 2017; metrics.md 2.2",
    "Forefoot means the five metatarsal zones, without toes; papers differ.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel || !step.parts.forefoot) return std::nullopt;
      return quotient(largest(step.parts.forefoot->curves.peak_kpa),
                      largest(step.parts.heel->curves.peak_kpa));
    }};

}  // namespace solea::metrics
