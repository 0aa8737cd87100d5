#include <algorithm>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric heel_lateral_peak_pressure = {
    "heel_lateral_peak_pressure_kpa",
    "Heel peak pressure, lateral half",
    "kPa",
    "Largest pressure of a single cell of the heel's lateral half; a cell cut in half counts in "
    "both.",
    "metrics.md 2.1, 2.2",
    [](const StepContext& step) -> std::optional<double> {
      if (step.zone_curves.empty()) return std::nullopt;
      const auto& peak =
          step.zone_curves[static_cast<std::size_t>(FootZone::heel_lateral)].peak_kpa;
      return *std::max_element(peak.begin(), peak.end());
    }};

}  // namespace solea::metrics
