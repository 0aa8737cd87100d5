#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric forefoot_peak_pressure_gradient = {
    "forefoot_peak_pressure_gradient_kpa_mm",
    "Peak pressure gradient, forefoot",
    "kPa/mm",
    "The same around the peak pressure of the five metatarsal zones.",
    "Mueller 2005, J Biomech; metrics.md 1.22",
    "Depends on the cell size; compare only the same plate. Never on smoothed pictures.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.forefoot) return std::nullopt;
      return peak_pressure_gradient_kpa_mm(step, step.parts.forefoot->cells);
    }};

}  // namespace solea::metrics
