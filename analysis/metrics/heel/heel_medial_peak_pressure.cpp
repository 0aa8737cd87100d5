#include <algorithm>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric heel_medial_peak_pressure = {
    "heel_medial_peak_pressure_kpa",
    "Heel peak pressure, medial half",
    "kPa",
    "Largest pressure of a single cell of the heel's medial half; a cell cut in half counts in "
    "both.",
    "metrics.md 2.1, 2.2",
    [](const StepContext& step) -> std::optional<double> {
      if (step.zone_curves.empty()) return std::nullopt;
      const auto& peak = step.zone_curves[static_cast<std::size_t>(FootZone::heel_medial)].peak_kpa;
      return *std::max_element(peak.begin(), peak.end());
    }};

}  // namespace solea::metrics
