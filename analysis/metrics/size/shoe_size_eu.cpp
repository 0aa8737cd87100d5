#include "analysis/metrics/builtin.h"
#include "analysis/shoe_size.h"

namespace solea::metrics {

extern const Metric shoe_size_eu = {
    "shoe_size_eu",
    "Shoe size EU",
    "size",
    "Of the estimated foot length: 1.5 times foot length in cm plus 1.5 cm of room (Paris point).",
    "metrics.md 10 [V; room 1.0 to 2.0 cm]",
    "Without a calibrated difference between foot and print one to two sizes too small; makers "
    "differ. Prefer the table of ISO 19407.",
    [](const StepContext& step) -> std::optional<double> {
      const auto foot = estimated_foot_length.compute(step);
      const auto uncertainty = length_uncertainty.compute(step);
      if (!foot || !uncertainty) return std::nullopt;
      return eu_size(*foot, *uncertainty).size;
    }};

}  // namespace solea::metrics
