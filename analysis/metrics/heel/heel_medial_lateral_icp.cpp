#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_medial_lateral_icp = {
    "heel_medial_lateral_icp_pct",
    "Heel, medial against lateral load at initial contact",
    "%",
    "Difference of the forces of the heel's halves, each summed over the frames of the initial "
    "contact phase, over their sum; positive: medial. A proxy of the strike, no angle.",
    "metrics.md 2.2, strike proxy (v)",
    "Few frames; undefined when a metatarsal loads in the first frame.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      const auto& frames = step.parts.phases.frames;
      if (!frames.ffc || !frames.fmc) return std::nullopt;
      return heel_difference_pct(step, [&](const ZoneCurves& zone) {
        double sum = 0;
        for (std::size_t k = *frames.ffc; k < *frames.fmc; ++k) {
          if (step.curves.cop[k]) sum += zone.force_n[k];
        }
        return sum;
      });
    }};

}  // namespace solea::metrics
