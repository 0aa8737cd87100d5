#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric loading_rate_80_bw = {
    "loading_rate_80_bw_s",
    "Loading rate to 80 %, per body weight",
    "BW/s",
    "loading_rate_80_ns divided by body mass times 9.80665 m/s2; needs the body mass.",
    "metrics.md 1.21",
    "Conventions differ by a factor of two and more; below 100 Hz an impact peak is not resolved.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return per_body_weight(step, loading_rate_80.compute(step));
    }};

}  // namespace solea::metrics
