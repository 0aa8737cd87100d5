#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric loading_rate_central = {
    "loading_rate_central_ns",
    "Largest loading rate, central difference",
    "N/s",
    "Largest central difference of the total force over the interior contact frames, per time.",
    "metrics.md 1.21",
    "Conventions differ by a factor of two and more; below 100 Hz an impact peak is not resolved. "
    "A different measure than the forward difference: 75 against 1150 N/s on the worked example.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      const StepCurves& c = step.curves;
      const auto on = c.has_contact ? std::optional(c.first_contact) : std::nullopt;
      return central_rate(rise_from(on, step.curves, c.force_n));
    }};

}  // namespace solea::metrics
