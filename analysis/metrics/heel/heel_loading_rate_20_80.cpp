#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_loading_rate_20_80 = {
    "heel_loading_rate_20_80_ns",
    "Loading rate from 20 to 80 %, heel",
    "N/s",
    "Slope of the heel's force between 20 and 80 % of its first peak (vertical average loading "
    "rate).",
    "metrics.md 1.21, convention 3",
    "Conventions differ by a factor of two and more; below 100 Hz an impact peak is not resolved. "
    "Undefined when the first contact frame already lies above 20 %.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return rate_20_to_80_percent(rise_from(step.parts.heel->curves.first_contact, step.curves,
                                             step.parts.heel->curves.force_n),
                                   step.settings.first_peak_drop);
    }};

}  // namespace solea::metrics
