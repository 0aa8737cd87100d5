#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric loading_rate_80 = {
    "loading_rate_80_ns",
    "Loading rate to 80 %",
    "N/s",
    "80 % of the first peak of the total force over the time from ON, its first contact frame, to "
    "reaching it. The first peak ends when the curve has fallen by the set part of its maximum (5 "
    "%).",
    "metrics.md 1.21, convention 2",
    "Conventions differ by a factor of two and more; below 100 Hz an impact peak is not resolved. "
    "Undefined when the first contact frame already reaches 80 %.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      const StepCurves& c = step.curves;
      const auto on = c.has_contact ? std::optional(c.first_contact) : std::nullopt;
      return rate_to_80_percent(rise_from(on, step.curves, c.force_n),
                                step.settings.first_peak_drop);
    }};

}  // namespace solea::metrics
