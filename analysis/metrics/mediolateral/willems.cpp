#include "analysis/metrics/builtin.h"
#include "analysis/metrics/mediolateral/family.h"

namespace solea::metrics {

SOLEA_ML_MEASURES(ml_ratio_willems, "Medial-lateral ratio (Willems)", MlIndex::willems,
                  "(HM + M1 + M2 - HL - M4 - M5) over HM + HL + M1 + M2 + M3 + M4 + M5, forces, in "
                  "percent; positive: medial.",
                  "Willems 2006; metrics.md 4.8",
                  "M3 is neutral here and lateral in footscan's balance: the same step may have "
                  "opposite signs. No cut-off is validated.")

extern const Metric ml_ratio_willems_hallux = {
    "ml_ratio_willems_hallux_pct",
    "Medial-lateral ratio (Willems), hallux in the sum",
    "%",
    "The same difference over a sum that also holds the hallux, as some texts have it. Mean over "
    "the contact frames in which it is defined.",
    "metrics.md 4.8, option",
    "M3 is neutral here and lateral in footscan's balance: the same step may have opposite signs. "
    "No cut-off is validated.",
    Detail::frames,
    ml_value<MlIndex::willems_hallux, MlTime::stance>};

}  // namespace solea::metrics
