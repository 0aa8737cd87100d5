#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric ffcp = {
    "ffcp_pct",
    "Forefoot contact phase",
    "% stance",
    "Forefoot contact phase: first metatarsal contact to forefoot flat, when all metatarsals that "
    "ever load are loaded.",
    "De Cock 2005, Gait Posture 21:432; metrics.md 4.7",
    "Depends on the zones and the contact threshold; a metatarsal that never loads is left out of "
    "forefoot flat.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> { return step.parts.phases.ffcp_pct; }};

}  // namespace solea::metrics
