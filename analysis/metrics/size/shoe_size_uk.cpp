#include "analysis/metrics/builtin.h"
#include "analysis/shoe_size.h"

namespace solea::metrics {

extern const Metric shoe_size_uk = {
    "shoe_size_uk",
    "Shoe size UK",
    "size",
    "Of the estimated foot length: 3 times the last in inches less 25, the last 20 mm longer than "
    "the foot.",
    "metrics.md 10 [R]",
    "Without a calibrated difference between foot and print one to two sizes too small; makers "
    "differ. Prefer the table of ISO 19407.",
    [](const StepContext& step) -> std::optional<double> {
      const auto foot = estimated_foot_length.compute(step);
      const auto uncertainty = length_uncertainty.compute(step);
      if (!foot || !uncertainty) return std::nullopt;
      return uk_size(*foot, *uncertainty).size;
    }};

}  // namespace solea::metrics
