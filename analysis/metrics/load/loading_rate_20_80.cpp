#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric loading_rate_20_80 = {
    "loading_rate_20_80_ns",
    "Loading rate from 20 to 80 %",
    "N/s",
    "Slope of the total force between 20 and 80 % of its first peak (vertical average loading "
    "rate).",
    "metrics.md 1.21, convention 3",
    "Conventions differ by a factor of two and more; below 100 Hz an impact peak is not resolved. "
    "Undefined when the first contact frame already lies above 20 %.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      const StepCurves& c = step.curves;
      const auto on = c.has_contact ? std::optional(c.first_contact) : std::nullopt;
      return rate_20_to_80_percent(rise_from(on, step.curves, c.force_n),
                                   step.settings.first_peak_drop);
    }};

}  // namespace solea::metrics
