#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric max_force_bw = {
    "max_force_bw",
    "Maximum force per body weight",
    "BW",
    "Largest total force of a frame divided by body mass times 9.80665 m/s2; needs the body mass.",
    "metrics.md 1.3",
    "Walking gives about 1.0 to 1.3; far from it, check the calibration.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      return per_body_weight(step, max_force.compute(step));
    }};

}  // namespace solea::metrics
