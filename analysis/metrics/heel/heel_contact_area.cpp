#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"
#include "core/units.h"

namespace solea::metrics {

extern const Metric heel_contact_area = {
    "heel_contact_area_cm2",
    "Heel contact area",
    "cm2",
    "Area of the heel's cells that were active at any time, cells at its border in part.",
    "metrics.md 1.6, 2.2",
    "The zone ends at 27 % of the print; systems that cut at 31 or 33 % measure more heel. "
    "Barefoot it falls and the pressure rises.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return cm2_from_mm2(active_area_mm2(step.footprint, step.parts.heel->cells));
    }};

}  // namespace solea::metrics
