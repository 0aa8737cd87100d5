#include <algorithm>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric mean_pressure_active_max = {
    "mean_pressure_active_max_kpa",
    "Largest mean pressure of a frame",
    "kPa",
    "Largest over the contact frames of total force over contact area (mean pressure A).",
    "metrics.md 1.10",
    "Often reached when few cells are loaded, at the end of push-off; three mean pressures differ "
    "almost twofold.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      std::optional<double> most;
      for (std::size_t k = 0; k < step.curves.cop.size(); ++k) {
        if (!step.curves.cop[k]) continue;
        // 1 N/mm2 is 1000 kPa.
        most = std::max(most.value_or(0), 1000 * step.curves.force_n[k] / step.curves.area_mm2[k]);
      }
      return most;
    }};

}  // namespace solea::metrics
