#include "analysis/metrics/builtin.h"
#include "analysis/metrics/mediolateral/family.h"

namespace solea::metrics {

SOLEA_ML_MEASURES(
    meta_loading_footscan, "Meta loading (footscan)", MlIndex::meta_loading,
    "(M2 + M3) - (M1 + M4 + M5), forces, in percent of their sum; positive: the middle "
    "metatarsals.",
    "footscan manual p. 112; metrics.md 4.8",
    "Positive is the middle, not medial; whether footscan divides by the sum is not stated.")

}  // namespace solea::metrics
