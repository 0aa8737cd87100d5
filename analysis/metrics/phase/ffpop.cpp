#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric ffpop = {
    "ffpop_pct",
    "Forefoot push-off phase",
    "% stance",
    "Forefoot push-off phase: heel off to last foot contact.",
    "De Cock 2005, Gait Posture 21:432; metrics.md 4.7",
    "Depends on the zones and the contact threshold; a metatarsal that never loads is left out of "
    "forefoot flat. Undefined when the heel never loads.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> { return step.parts.phases.ffpop_pct; }};

}  // namespace solea::metrics
