#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_peak_pressure = {
    "heel_peak_pressure_kpa",
    "Heel peak pressure",
    "kPa",
    "Largest pressure of a single cell of the heel (proximal 27 % of the print).",
    "metrics.md 2.1, 2.2",
    "The zone ends at 27 % of the print; systems that cut at 31 or 33 % measure more heel.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.parts.heel) return std::nullopt;
      return largest(step.parts.heel->curves.peak_kpa);
    }};

}  // namespace solea::metrics
