#include "analysis/metrics/builtin.h"
#include "analysis/metrics/mediolateral/family.h"

namespace solea::metrics {

SOLEA_ML_MEASURES(medial_forefoot_balance_footscan, "Medial forefoot balance (footscan)",
                  MlIndex::medial_forefoot,
                  "M2 - M1, forces, in percent of their sum; positive: M2.",
                  "footscan manual p. 112; metrics.md 4.8",
                  "Positive is M2, not medial; whether footscan divides by the sum is not stated.")

}  // namespace solea::metrics
