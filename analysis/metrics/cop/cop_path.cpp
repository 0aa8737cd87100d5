#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric cop_path = {
    "cop_path_mm",
    "Length of the CoP path",
    "mm",
    "Sum of the distances between the centres of pressure of successive contact frames, low-pass "
    "filtered as the settings say (zero-lag Butterworth, 20 Hz; off below 2.5 times that rate). "
    "Frames below the contact force are left out, not held.",
    "metrics.md 4.1, 5.1",
    "Grows with noise and frame rate; the cut-off and order of the filter belong to the value.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (step.parts.cop.points.size() < 2) return std::nullopt;
      return path_length_mm(step.parts.cop.points);
    }};

}  // namespace solea::metrics
