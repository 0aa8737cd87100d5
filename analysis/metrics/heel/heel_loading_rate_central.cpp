#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_loading_rate_central = {
    "heel_loading_rate_central_ns",
    "Largest loading rate, heel, central difference",
    "N/s",
    "Largest central difference of the heel's force over the interior contact frames, per time.",
    "metrics.md 1.21",
    "Conventions differ by a factor of two and more; below 100 Hz an impact peak is not resolved. "
    "A different measure than the forward difference: 75 against 1150 N/s on the worked example.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return central_rate(rise_from(step.parts.heel->curves.first_contact, step.curves,
                                    step.parts.heel->curves.force_n));
    }};

}  // namespace solea::metrics
