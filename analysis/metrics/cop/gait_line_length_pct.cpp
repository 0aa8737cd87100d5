#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric gait_line_length_pct = {
    "gait_line_length_pct",
    "Gait-line length",
    "% length",
    "Range of the filtered centre of pressure along the foot axis, of the print length.",
    "metrics.md 4.3",
    "Decided by the first and last contact frames, and so by the contact force.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print()) return std::nullopt;
      const auto range = cop_range_ap.compute(step);
      if (!range) return std::nullopt;
      return quotient(100 * *range, step.geometry->length_mm);
    }};

}  // namespace solea::metrics
