#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric max_gradient = {
    "max_gradient_kpa_mm",
    "Largest pressure gradient",
    "kPa/mm",
    "Largest length of the spatial gradient of the maximum pressure picture over its active cells; "
    "central differences, one-sided at the plate's borders.",
    "metrics.md 1.22",
    "Depends on the cell size; compare only the same plate. Never on smoothed pictures.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      return max_gradient_kpa_mm(step.footprint, all_cells(step.footprint));
    }};

}  // namespace solea::metrics
