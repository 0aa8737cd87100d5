#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_medial_peak_pressure = {
    "heel_medial_peak_pressure_kpa",
    "Heel peak pressure, medial half",
    "kPa",
    "Largest pressure of a single cell of the heel's medial half; a cell cut in half counts in "
    "both.",
    "metrics.md 2.1, 2.2",
    "The split is the middle of the heel's width at 15 % of the length, parallel to the foot axis; "
    "another axis moves it.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      const ZoneCurves* zone = step.zone(FootZone::heel_medial);
      if (zone == nullptr) return std::nullopt;
      return largest(zone->peak_kpa);
    }};

}  // namespace solea::metrics
