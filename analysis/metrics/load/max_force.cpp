#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric max_force = {
    "max_force_n",
    "Maximum force",
    "N",
    "Largest total force of a frame.",
    "metrics.md 1.3",
    "Cells below the contact threshold do not count, so light loads are underestimated.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> { return largest(step.curves.force_n); }};

}  // namespace solea::metrics
