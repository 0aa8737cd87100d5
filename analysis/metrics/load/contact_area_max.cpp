#include <algorithm>

#include "analysis/metrics/builtin.h"
#include "core/units.h"

namespace solea::metrics {

extern const Metric contact_area_max = {
    "contact_area_max_cm2",
    "Largest contact area of a frame",
    "cm2",
    "Largest area of active cells in one frame.",
    "metrics.md 1.5",
    [](const StepContext& step) -> std::optional<double> {
      const auto& area = step.curves.area_mm2;
      return area.empty() ? 0.0 : cm2_from_mm2(*std::max_element(area.begin(), area.end()));
    }};

}  // namespace solea::metrics
