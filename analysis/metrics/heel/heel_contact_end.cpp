#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric heel_contact_end = {
    "heel_contact_end_pct",
    "End of heel contact",
    "% stance",
    "Last contact frame in which the heel is active; not heel off, which is the next frame.",
    "metrics.md 2.2",
    "A single cell at the zone's front border keeps the heel in contact.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      if (!step.parts.heel->curves.last_contact) return std::nullopt;
      return step.curves.stance_pct(*step.parts.heel->curves.last_contact);
    }};

}  // namespace solea::metrics
