#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_contact_start = {
    "heel_contact_start_pct",
    "Start of heel contact",
    "%",
    "First contact frame in which the heel is active, in percent of stance.",
    "metrics.md 1.19",
    "Follows the contact threshold; the heel is active when one of its cells is.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel || !step.parts.heel->curves.first_contact) return std::nullopt;
      return step.curves.stance_pct(*step.parts.heel->curves.first_contact);
    }};

}  // namespace solea::metrics
