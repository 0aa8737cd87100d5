#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric heel_contact_end = {
    "heel_contact_end_pct",
    "End of heel contact",
    "% stance",
    "Last contact frame in which the heel is active; not heel off, which is the next frame.",
    "metrics.md 2.2",
    [](const StepContext& step) -> std::optional<double> {
      if (step.heel == nullptr || !step.heel->last_contact) return std::nullopt;
      return step.curves.stance_pct(*step.heel->last_contact);
    }};

}  // namespace solea::metrics
