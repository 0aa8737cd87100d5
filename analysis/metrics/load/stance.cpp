#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric stance = {"stance_s",
                              "Stance time",
                              "s",
                              "Time from the first to the last contact frame.",
                              "metrics.md 1.18",
                              [](const StepContext& step) -> std::optional<double> {
                                if (!step.curves.has_contact) return std::nullopt;
                                return step.curves.stance_s();
                              }};

}  // namespace solea::metrics
