#include "analysis/metrics/builtin.h"
#include "analysis/metrics/mediolateral/family.h"

namespace solea::metrics {

SOLEA_ML_MEASURES(ml_balance_footscan, "Foot balance (footscan)", MlIndex::foot_balance,
                  "(HM + M1 + M2) - (HL + M3 + M4 + M5), forces, in percent of the sum of all "
                  "seven; positive: medial.",
                  "footscan manual p. 112; metrics.md 4.8",
                  "M3 counts as lateral here and as neutral in Willems' ratio, which flips signs; "
                  "whether footscan divides by the sum is not stated.")

extern const Metric ml_balance_footscan_difference = {
    "ml_balance_footscan_n",
    "Foot balance (footscan), difference",
    "N",
    "(HM + M1 + M2) - (HL + M3 + M4 + M5), forces; positive: medial. Mean over the contact frames.",
    "footscan manual p. 112; metrics.md 4.8",
    "M3 counts as lateral here and as neutral in Willems' ratio, which flips signs; whether "
    "footscan divides by the sum is not stated.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      if (step.zone_curves.empty()) return std::nullopt;
      double sum = 0;
      int frames = 0;
      for (std::size_t k = 0; k < step.curves.cop.size(); ++k) {
        if (!step.curves.cop[k]) continue;
        sum += ml_difference(MlIndex::foot_balance, zone_loads(step.zone_curves, k));
        ++frames;
      }
      if (frames == 0) return std::nullopt;
      return sum / frames;
    }};

}  // namespace solea::metrics
