#include "analysis/metrics/builtin.h"
#include "analysis/metrics/cop/cpei_of_step.h"

namespace solea::metrics {

extern const Metric cpei_telfer_value = {
    "cpei_telfer_pct",
    "Centre of pressure excursion index, telfer",
    "%",
    "Unsigned excursion from the longest chord of the CoP at two thirds of the smallest "
    "rectangle's length, perpendicular to the longest edge of the medial hull, over the width from "
    "that edge to the lateral hull, as the package pressuRe has it.",
    "metrics.md 4.2, variant telfer",
    "No universal reference: the Framingham quintiles (7.4, 21.0 %) are of older adults on "
    "MatScan, and the two constructions give different numbers. One frame more or less at toe-off "
    "moves it by a point or two. Undefined for a strike index above a third. Unsigned: a medial "
    "course counts as much as a lateral one.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      const auto telfer = excursion_of_step(step, cpei_telfer);
      if (!telfer) return std::nullopt;
      return telfer->index_pct();
    }};

}  // namespace solea::metrics
