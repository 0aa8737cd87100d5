#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_pressure_loading_rate_max = {
    "heel_pressure_loading_rate_max_kpa_s",
    "Largest pressure loading rate, heel",
    "kPa/s",
    "Largest rise of the largest pressure of the heel from one contact frame to the next, per "
    "time.",
    "metrics.md 1.21, convention 4",
    "Grows with the frame rate; the cell may change from frame to frame.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return forward_rate(rise_from(step.parts.heel->curves.first_contact, step.curves,
                                    step.parts.heel->curves.peak_kpa));
    }};

}  // namespace solea::metrics
