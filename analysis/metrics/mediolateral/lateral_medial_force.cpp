#include <limits>

#include "analysis/metrics/builtin.h"
#include "analysis/metrics/mediolateral/bisector_halves.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric lateral_medial_force = {
    "lateral_medial_force_index_pct",
    "Lateral-medial force index",
    "%",
    "Difference of the force-time integrals lateral and medial of the foot's bisector (the angle "
    "bisector of the medial and the lateral border line) over their sum, toes included, trapezoid; "
    "positive: lateral.",
    "After Buldt 2018; metrics.md 4.8",
    "The paper's own formula was not read; this is one that its name and bisector allow. The line "
    "follows the width of heel and ball.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      const auto halves = halves_by_bisector(step, std::numeric_limits<double>::max());
      if (!halves || !step.has_whole_print()) return std::nullopt;
      return difference_pct(halves->lateral, halves->medial);
    }};

}  // namespace solea::metrics
