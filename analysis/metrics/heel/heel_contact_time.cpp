#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_contact_time = {
    "heel_contact_time_s",
    "Contact time, heel",
    "s",
    "Time from the first to the last contact frame in which the heel is active.",
    "metrics.md 1.18",
    "A flicker of one cell late in stance counts.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel || !step.parts.heel->curves.first_contact) return std::nullopt;
      const ZoneCurves& heel = step.parts.heel->curves;
      return step.curves.times_s[*heel.last_contact] - step.curves.times_s[*heel.first_contact];
    }};

}  // namespace solea::metrics
