#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric initial_contact_s = {
    "initial_contact_s",
    "Time to first metatarsal contact",
    "s",
    "Time from first foot contact to first metatarsal contact. A proxy of the strike: 0 for a "
    "forefoot strike.",
    "metrics.md 2.2, strike proxy (iv); 4.7",
    "Resolved to one frame; depends on the contact threshold.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> { return step.parts.phases.fmc_s; }};

}  // namespace solea::metrics
