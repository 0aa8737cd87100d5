#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric stance = {
    "stance_s",
    "Stance time",
    "s",
    "Time from the first to the last contact frame: (N-1)/fs.",
    "metrics.md 1.18",
    "Depends on the contact force; some programs print N/fs, one frame more.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.curves.has_contact) return std::nullopt;
      return step.curves.stance_s();
    }};

}  // namespace solea::metrics
