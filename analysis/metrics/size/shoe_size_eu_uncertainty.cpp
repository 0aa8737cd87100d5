#include "analysis/metrics/builtin.h"
#include "analysis/shoe_size.h"

namespace solea::metrics {

extern const Metric shoe_size_eu_uncertainty = {
    "shoe_size_eu_uncertainty",
    "Uncertainty of the shoe size EU",
    "size",
    "Plus or minus: one cell of length, and 0.75 sizes of the room that sources add.",
    "metrics.md 10 [V; room 1.0 to 2.0 cm]",
    "Without the difference between foot and print, which must be calibrated.",
    [](const StepContext& step) -> std::optional<double> {
      const auto foot = estimated_foot_length.compute(step);
      const auto uncertainty = length_uncertainty.compute(step);
      if (!foot || !uncertainty) return std::nullopt;
      return eu_size(*foot, *uncertainty).uncertainty;
    }};

}  // namespace solea::metrics
