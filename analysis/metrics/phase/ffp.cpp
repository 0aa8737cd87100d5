#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric ffp = {
    "ffp_pct",
    "Foot flat phase",
    "% stance",
    "Foot flat phase: forefoot flat to heel off, the frame after the heel's last; undefined when "
    "the heel leaves first.",
    "De Cock 2005, Gait Posture 21:432; metrics.md 4.7",
    "Depends on the zones and the contact threshold; a metatarsal that never loads is left out of "
    "forefoot flat. Undefined when the heel never loads.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> { return step.parts.phases.ffp_pct; }};

}  // namespace solea::metrics
