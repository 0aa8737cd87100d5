#include "analysis/metrics/builtin.h"
#include "analysis/metrics/cop/strike.h"

namespace solea::metrics {

extern const Metric strike_index = {
    "strike_index_pct",
    "Strike index",
    "% length",
    "Position of the first contact frame's centre of pressure along the foot axis, of the print "
    "length; not filtered.",
    "Cavanagh & LaFortune 1980, J Biomech 13:397; metrics.md 4.6",
    "Noise of the first frame counts; a lower contact force moves it to the heel. Thirds of the "
    "print, not of the shoe.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      const auto first = first_cop(step);
      if (!first) return std::nullopt;
      return place_along_pct(step, *first, step.geometry->reference_length_mm);
    }};

}  // namespace solea::metrics
