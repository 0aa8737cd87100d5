#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_loading_rate_max = {
    "heel_loading_rate_max_ns",
    "Largest loading rate, heel",
    "N/s",
    "Largest rise of the heel's force from one contact frame to the next, divided by the time "
    "between them (forward difference).",
    "metrics.md 1.21, convention 1",
    "Conventions differ by a factor of two and more; below 100 Hz an impact peak is not resolved. "
    "Grows with the frame rate.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return forward_rate(rise_from(step.parts.heel->curves.first_contact, step.curves,
                                    step.parts.heel->curves.force_n));
    }};

}  // namespace solea::metrics
