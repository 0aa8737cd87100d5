#include <algorithm>

#include "analysis/metrics/builtin.h"
#include "core/units.h"

namespace solea::metrics {

extern const Metric contact_area_mpp = {
    "contact_area_mpp_cm2",
    "Contact area of the footprint",
    "cm2",
    "Area of the cells that were active at any time (maximum pressure picture).",
    "metrics.md 1.6",
    [](const StepContext& step) -> std::optional<double> {
      const auto& peak = step.footprint.peak_kpa;
      const auto active = std::count_if(peak.begin(), peak.end(), [](float p) { return p > 0; });
      return cm2_from_mm2(static_cast<double>(active) * step.footprint.plate.cell_area_mm2());
    }};

}  // namespace solea::metrics
