#include <algorithm>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric peak_pressure = {
    "peak_pressure_kpa",
    "Peak pressure",
    "kPa",
    "Largest pressure of a single cell during the step; depends on the size of the cells.",
    "metrics.md 1.8",
    [](const StepContext& step) -> std::optional<double> {
      const auto& peak = step.footprint.peak_kpa;
      return peak.empty() ? 0.0 : *std::max_element(peak.begin(), peak.end());
    }};

}  // namespace solea::metrics
