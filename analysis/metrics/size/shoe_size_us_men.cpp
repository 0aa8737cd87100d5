#include "analysis/metrics/builtin.h"
#include "analysis/shoe_size.h"

namespace solea::metrics {

extern const Metric shoe_size_us_men = {
    "shoe_size_us_men",
    "Shoe size US men",
    "size",
    "Of the estimated foot length: UK size plus 1.",
    "convention: 3 times the last in inches less 24 [R]; metrics.md 10 gives none",
    "Without a calibrated difference between foot and print one to two sizes too small; makers "
    "differ. Prefer the table of ISO 19407.",
    [](const StepContext& step) -> std::optional<double> {
      const auto foot = estimated_foot_length.compute(step);
      const auto uncertainty = length_uncertainty.compute(step);
      if (!foot || !uncertainty) return std::nullopt;
      return us_men_size(*foot, *uncertainty).size;
    }};

}  // namespace solea::metrics
