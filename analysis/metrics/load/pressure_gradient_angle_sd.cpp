#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"
#include "analysis/pressure_gradient.h"

namespace solea::metrics {

extern const Metric pressure_gradient_angle_sd = {
    "pressure_gradient_angle_sd_deg",
    "Pressure gradient angle, variation",
    "deg",
    "Circular standard deviation of the gradient's direction at the cell of the peak pressure over "
    "the contact frames in which it is active (PGA).",
    "Lung 2022; metrics.md 1.22",
    "Few frames or small gradients make the direction noisy.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      return circular_sd_deg(gradient_angles_deg(step));
    }};

}  // namespace solea::metrics
