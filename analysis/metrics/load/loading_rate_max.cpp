#include <algorithm>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric loading_rate_max = {
    "loading_rate_max_ns",
    "Largest loading rate",
    "N/s",
    "Largest rise of the total force from one contact frame to the next, divided by the time "
    "between them.",
    "metrics.md 1.21, convention 1",
    [](const StepContext& step) -> std::optional<double> {
      const StepCurves& c = step.curves;
      std::optional<double> rate;
      for (std::size_t k = c.first_contact; c.has_contact && k < c.last_contact; ++k) {
        const double slope = (c.force_n[k + 1] - c.force_n[k]) / (c.times_s[k + 1] - c.times_s[k]);
        rate = std::max(rate.value_or(slope), slope);
      }
      return rate;
    }};

}  // namespace solea::metrics
