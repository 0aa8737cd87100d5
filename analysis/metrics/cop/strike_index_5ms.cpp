#include "analysis/metrics/builtin.h"
#include "analysis/metrics/cop/strike.h"

namespace solea::metrics {

extern const Metric strike_index_5ms = {
    "strike_index_5ms_pct",
    "Strike index, first 5 ms",
    "%",
    "Position along the foot axis of the mean centre of pressure of the contact frames within 5 ms "
    "of first contact, in percent of the print length with toes.",
    "metrics.md 4.6",
    "Below 200 Hz there is one such frame, and this is the strike index.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      const auto first = first_cop(step);
      if (!first) return std::nullopt;
      constexpr double window_s = 0.005 + 1e-9;
      const StepCurves& curves = step.curves;
      PointMm sum;
      int frames = 0;
      for (std::size_t k = curves.first_contact; k <= curves.last_contact; ++k) {
        if (curves.times_s[k] - curves.times_s[curves.first_contact] > window_s) break;
        if (!curves.cop[k]) continue;
        sum = sum + *curves.cop[k];
        ++frames;
      }
      return place_along_pct(step, (1.0 / frames) * sum, step.geometry->reference_length_mm);
    }};

}  // namespace solea::metrics
