#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_initial_cop = {
    "heel_initial_cop_pct",
    "Centre of pressure at first contact across the heel",
    "% heel width",
    "Position of the first contact frame's centre of pressure across the heel, from the medial (0) "
    "to the lateral edge (100) at 15 % of the length. A proxy of the strike.",
    "metrics.md 2.2, strike proxy (ii)",
    "Few cells in that frame: noise of half a cell is several percent. Outside 0 to 100 for a "
    "forefoot strike.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      const auto heel = step.geometry->print.across(0.15 * step.geometry->length_mm, false);
      if (!heel || !step.curves.has_contact) return std::nullopt;
      const PointMm cop = step.geometry->frame.to_foot(*step.curves.cop[step.curves.first_contact]);
      return quotient(100 * (cop.x - heel->lo), heel->size());
    }};

}  // namespace solea::metrics
