#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric cop_max_velocity = {
    "cop_max_velocity_mm_s",
    "Largest CoP velocity",
    "mm/s",
    "Largest speed of the filtered CoP by central differences.",
    "metrics.md 4.1",
    "Grows with noise and frame rate; the cut-off and order of the filter belong to the value. The "
    "highest speeds are at the ends of stance, where the force is low.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return max_speed_mm_s(step.parts.cop.points);
    }};

}  // namespace solea::metrics
