#include "analysis/metrics/builtin.h"
#include "analysis/metrics/cop/cpei_of_step.h"

namespace solea::metrics {

extern const Metric cpei_pabrd_value = {
    "cpei_pabrd_pct",
    "CPEI (PabRD)",
    "%",
    "Excursion of the centre of pressure at two thirds of the length along the medial border, from "
    "the line between its most medial points in the proximal third and in the distal quarter, over "
    "the largest width of the distal half; positive: lateral.",
    "construction of the public code PabRD; metrics.md 4.2",
    "Three constructions share the name CPEI: compare only the same one. Undefined for forefoot "
    "strikes and where the path does not reach the distal quarter.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      const auto pabrd = excursion_of_step(step, cpei_pabrd);
      if (!pabrd) return std::nullopt;
      return pabrd->index_pct();
    }};

}  // namespace solea::metrics
