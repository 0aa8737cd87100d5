#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"
#include "analysis/pressure_gradient.h"

namespace solea::metrics {

extern const Metric pressure_gradient_angle_range = {
    "pressure_gradient_angle_range_deg",
    "Pressure gradient angle, range",
    "deg",
    "Smallest arc that holds the directions of the gradient at the cell of the peak pressure over "
    "the contact frames in which it is active (PGA).",
    "Lung 2022; metrics.md 1.22",
    "One noisy frame decides it.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      return circular_range_deg(gradient_angles_deg(step));
    }};

}  // namespace solea::metrics
