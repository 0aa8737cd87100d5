#include "analysis/metrics/builtin.h"
#include "core/units.h"

namespace solea::metrics {

extern const Metric max_force_bw = {
    "max_force_bw",
    "Maximum force per body weight",
    "BW",
    "Largest total force of a frame divided by body mass times 9.80665 m/s2; needs the body mass.",
    "metrics.md 1.3",
    [](const StepContext& step) -> std::optional<double> {
      if (!step.settings.mass_kg) return std::nullopt;
      return *max_force.compute(step) / body_weight_n(*step.settings.mass_kg);
    }};

}  // namespace solea::metrics
