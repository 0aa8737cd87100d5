#include "analysis/metrics/builtin.h"
#include "analysis/metrics/cop/strike.h"

namespace solea::metrics {

extern const Metric strike_index_toeless = {
    "strike_index_toeless_pct",
    "Modified strike index",
    "% length",
    "The same position of the toeless length, for barefoot forefoot strikes.",
    "Graf; metrics.md 4.6",
    "Noise of the first frame counts; a lower contact force moves it to the heel. Thirds of the "
    "print, not of the shoe.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      const auto first = first_cop(step);
      if (!first) return std::nullopt;
      return place_along_pct(step, *first, step.geometry->toeless_length_mm);
    }};

}  // namespace solea::metrics
