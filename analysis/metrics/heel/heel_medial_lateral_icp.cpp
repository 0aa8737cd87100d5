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
    [](const StepContext& step) -> std::optional<double> {
      const ZoneCurves* medial = step.zone(FootZone::heel_medial);
      const ZoneCurves* lateral = step.zone(FootZone::heel_lateral);
      if (medial == nullptr || lateral == nullptr) return std::nullopt;
      const auto& frames = step.parts.phases.frames;
      if (!frames.ffc || !frames.fmc) return std::nullopt;
      double m = 0;
      double l = 0;
      for (std::size_t k = *frames.ffc; k < *frames.fmc; ++k) {
        if (!step.curves.cop[k]) continue;
        m += medial->force_n[k];
        l += lateral->force_n[k];
      }
      return difference_pct(m, l);
    }};

}  // namespace solea::metrics
