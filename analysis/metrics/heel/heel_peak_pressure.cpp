#include <algorithm>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric heel_peak_pressure = {
    "heel_peak_pressure_kpa",
    "Heel peak pressure",
    "kPa",
    "Largest pressure of a single cell of the heel (proximal 27 % of the print).",
    "metrics.md 2.1, 2.2",
    [](const StepContext& step) -> std::optional<double> {
      if (step.heel == nullptr) return std::nullopt;
      return *std::max_element(step.heel->peak_kpa.begin(), step.heel->peak_kpa.end());
    }};

}  // namespace solea::metrics
