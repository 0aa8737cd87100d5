#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric icp = {
    "icp_pct",
    "Initial contact phase",
    "% stance",
    "Initial contact phase: first foot contact to first metatarsal contact; 0 for a forefoot "
    "strike.",
    "De Cock 2005, Gait Posture 21:432; metrics.md 4.7",
    "Depends on the zones and the contact threshold; a metatarsal that never loads is left out of "
    "forefoot flat.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> { return step.parts.phases.icp_pct; }};

}  // namespace solea::metrics
