#include "analysis/metrics/builtin.h"
#include "analysis/metrics/cop/cpei_of_step.h"

namespace solea::metrics {

extern const Metric cpei = {
    "cpei_pct",
    "Centre of pressure excursion index",
    "%",
    "Centre of pressure excursion over the foot's width on the same line (variant song).",
    "Song 1996, JAPMA 86:16; metrics.md 4.2",
    "No universal reference: the Framingham quintiles (7.4, 21.0 %) are of older adults on "
    "MatScan, and the two constructions give different numbers. One frame more or less at toe-off "
    "moves it by a point or two. Undefined for a strike index above a third.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      const auto song = excursion_of_step(step, cpei_song);
      if (!song) return std::nullopt;
      return song->index_pct();
    }};

}  // namespace solea::metrics
