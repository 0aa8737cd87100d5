#include "analysis/metrics/builtin.h"
#include "analysis/shoe_size.h"

namespace solea::metrics {

extern const Metric shoe_size_uk_uncertainty = {
    "shoe_size_uk_uncertainty",
    "Uncertainty of the shoe size UK",
    "size",
    "Plus or minus: one cell of length.",
    "metrics.md 10 [R]",
    "Without the difference between foot and print, which must be calibrated.",
    [](const StepContext& step) -> std::optional<double> {
      const auto foot = estimated_foot_length.compute(step);
      const auto uncertainty = length_uncertainty.compute(step);
      if (!foot || !uncertainty) return std::nullopt;
      return uk_size(*foot, *uncertainty).uncertainty;
    }};

}  // namespace solea::metrics
