#include "analysis/metrics/builtin.h"
#include "analysis/metrics/mediolateral/family.h"

namespace solea::metrics {

SOLEA_ML_MEASURES(forefoot_balance_footscan, "Forefoot balance (footscan)",
                  MlIndex::forefoot_balance,
                  "(M1 + M2) - (M3 + M4 + M5), forces, in percent of their sum; positive: medial.",
                  "footscan manual p. 112; metrics.md 4.8",
                  "M3 counts as lateral here and as neutral in Willems' ratio, which flips signs; "
                  "whether footscan divides by the sum is not stated.")

}  // namespace solea::metrics
