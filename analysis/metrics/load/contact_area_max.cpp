#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"
#include "core/units.h"

namespace solea::metrics {

extern const Metric contact_area_max = {
    "contact_area_max_cm2",
    "Largest contact area of a frame",
    "cm2",
    "Largest area of active cells in one frame.",
    "metrics.md 1.5",
    "Depends strongly on contact threshold and cell size; coarse cells read high.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      return cm2_from_mm2(largest(step.curves.area_mm2));
    }};

}  // namespace solea::metrics
