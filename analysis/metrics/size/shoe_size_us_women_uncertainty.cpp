#include "analysis/metrics/builtin.h"
#include "analysis/shoe_size.h"

namespace solea::metrics {

extern const Metric shoe_size_us_women_uncertainty = {
    "shoe_size_us_women_uncertainty",
    "Uncertainty of the shoe size US women",
    "size",
    "Plus or minus: one cell of length, and half a size of the convention.",
    "convention: 3 times the last in inches less 23 [R]; metrics.md 10 gives none",
    "Without the difference between foot and print, which must be calibrated.",
    [](const StepContext& step) -> std::optional<double> {
      const auto foot = estimated_foot_length.compute(step);
      const auto uncertainty = length_uncertainty.compute(step);
      if (!foot || !uncertainty) return std::nullopt;
      return us_women_size(*foot, *uncertainty).uncertainty;
    }};

}  // namespace solea::metrics
