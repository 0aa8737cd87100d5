#include <algorithm>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric heel_time_to_peak = {
    "heel_time_to_peak_pct",
    "Time to heel peak pressure",
    "% stance",
    "Instant of the heel's peak pressure, the first where several are equal, from first foot "
    "contact.",
    "metrics.md 2.2",
    [](const StepContext& step) -> std::optional<double> {
      if (step.heel == nullptr) return std::nullopt;
      const auto& peak = step.heel->peak_kpa;
      const auto at = std::max_element(peak.begin(), peak.end());
      if (*at <= 0) return std::nullopt;
      return step.curves.stance_pct(static_cast<std::size_t>(at - peak.begin()));
    }};

}  // namespace solea::metrics
