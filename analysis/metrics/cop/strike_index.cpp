#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric strike_index = {
    "strike_index_pct",
    "Strike index",
    "% length",
    "Position of the first contact frame's centre of pressure along the foot axis, of the print "
    "length.",
    "Cavanagh & LaFortune 1980, J Biomech 13:397; metrics.md 4.6",
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr || !step.curves.has_contact) return std::nullopt;
      const PointMm first = *step.curves.cop[step.curves.first_contact];
      return 100 * step.geometry->frame.to_foot(first).y / step.geometry->reference_length_mm;
    }};

}  // namespace solea::metrics
