#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_max_force_bw = {
    "heel_max_force_bw",
    "Heel maximum force per body weight",
    "BW",
    "Largest force on the heel in a frame divided by body mass times 9.80665 m/s2; needs the body "
    "mass.",
    "metrics.md 1.3, 2.2",
    "The zone ends at 27 % of the print; systems that cut at 31 or 33 % measure more heel.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      return per_body_weight(step, heel_max_force.compute(step));
    }};

}  // namespace solea::metrics
