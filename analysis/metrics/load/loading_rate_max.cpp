#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric loading_rate_max = {
    "loading_rate_max_ns",
    "Largest loading rate",
    "N/s",
    "Largest rise of the total force from one contact frame to the next, divided by the time "
    "between them (forward difference).",
    "metrics.md 1.21, convention 1",
    "Conventions differ by a factor of two and more; below 100 Hz an impact peak is not resolved. "
    "Grows with the frame rate.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      const StepCurves& c = step.curves;
      const auto on = c.has_contact ? std::optional(c.first_contact) : std::nullopt;
      return forward_rate(rise_from(on, step.curves, c.force_n));
    }};

}  // namespace solea::metrics
