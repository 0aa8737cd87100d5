#include <algorithm>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric max_force = {
    "max_force_n",
    "Maximum force",
    "N",
    "Largest total force of a frame.",
    "metrics.md 1.3",
    [](const StepContext& step) -> std::optional<double> {
      const auto& force = step.curves.force_n;
      return force.empty() ? 0.0 : *std::max_element(force.begin(), force.end());
    }};

}  // namespace solea::metrics
