#include <algorithm>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric pti_cell_max = {
    "pti_cell_max_kpas",
    "Largest pressure-time integral of a cell",
    "kPa s",
    "Largest of the cells' own integrals over the contact frames, trapezoid (PTI-3).",
    "metrics.md 1.15",
    [](const StepContext& step) -> std::optional<double> {
      const auto& pti = step.footprint.pti_kpas;
      return pti.empty() ? 0.0 : *std::max_element(pti.begin(), pti.end());
    }};

}  // namespace solea::metrics
