#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric heel_rise_index = {
    "heel_rise_index_pct",
    "Heel-rise index",
    "% stance",
    "Time from the heel's peak pressure to the end of heel contact.",
    "metrics.md 2.2",
    "Takes over the uncertainty of both instants.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      const auto end = heel_contact_end.compute(step);
      const auto peak = heel_time_to_peak.compute(step);
      if (!end || !peak) return std::nullopt;
      return *end - *peak;
    }};

}  // namespace solea::metrics
