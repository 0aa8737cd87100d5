#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"
#include "core/units.h"

namespace solea::metrics {

extern const Metric contact_area_mpp = {
    "contact_area_mpp_cm2",
    "Contact area of the footprint",
    "cm2",
    "Area of the cells that were active at any time (maximum pressure picture).",
    "metrics.md 1.6",
    "Larger than the area of any frame; depends strongly on threshold and cell size.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      return cm2_from_mm2(active_area_mm2(step.footprint, all_cells(step.footprint)));
    }};

}  // namespace solea::metrics
