#include <algorithm>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric peak_pressure = {
    "peak_pressure_kpa",
    "Peak pressure",
    "kPa",
    "Largest pressure of a single cell during the step.",
    "metrics.md 1.8",
    "Depends on the size of the cells and on any smoothing; faster walking raises it. One hot cell "
    "decides it: see the 2 x 2 and 3 x 3 means.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      const auto& peak = step.footprint.peak_kpa;
      return peak.empty() ? 0.0 : *std::max_element(peak.begin(), peak.end());
    }};

}  // namespace solea::metrics
