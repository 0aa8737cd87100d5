#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric pressure_loading_rate_max = {
    "pressure_loading_rate_max_kpa_s",
    "Largest pressure loading rate",
    "kPa/s",
    "Largest rise of the largest pressure from one contact frame to the next, per time.",
    "metrics.md 1.21, convention 4",
    "Grows with the frame rate; the cell may change from frame to frame.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      const StepCurves& c = step.curves;
      const auto on = c.has_contact ? std::optional(c.first_contact) : std::nullopt;
      return forward_rate(rise_from(on, step.curves, c.peak_kpa));
    }};

}  // namespace solea::metrics
