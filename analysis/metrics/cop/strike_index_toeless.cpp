#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric strike_index_toeless = {
    "strike_index_toeless_pct",
    "Modified strike index",
    "% length",
    "The same position of the toeless length, for barefoot forefoot strikes.",
    "Graf; metrics.md 4.6",
    "Noise of the first frame counts; a lower contact force moves it to the heel. Thirds of the "
    "print, not of the shoe.",
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      if (!step.curves.has_contact) return std::nullopt;
      const PointMm first = *step.curves.cop[step.curves.first_contact];
      return quotient(100 * step.geometry->frame.to_foot(first).y,
                      step.geometry->toeless_length_mm);
    }};

}  // namespace solea::metrics
