#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric estimated_foot_length = {
    "estimated_foot_length_mm",
    "Estimated foot length (Mondopoint)",
    "mm",
    "Print length plus the device's calibrated difference between foot and print (setting "
    "print_to_foot_mm, 0 where it was not found).",
    "metrics.md 10",
    "Without that calibration the foot is about 5 to 15 mm longer than this.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print()) return std::nullopt;
      return step.geometry->length_mm + step.settings.print_to_foot_mm;
    }};

}  // namespace solea::metrics
