#include "analysis/metrics/builtin.h"
#include "analysis/metrics/cop/cpei_of_step.h"

namespace solea::metrics {

extern const Metric cpe = {
    "cpe_mm",
    "Centre of pressure excursion",
    "mm",
    "Distance from the CoP curve to the line between its first and last point, at two thirds of "
    "the foot length along the medial border, perpendicular to that border; positive: the CoP runs "
    "lateral. Frames below max(20 N, 5 % of the largest force) are left out; the first crossing "
    "counts.",
    "Song 1996, JAPMA 86:16; metrics.md 4.2",
    "No universal reference: the Framingham quintiles (7.4, 21.0 %) are of older adults on "
    "MatScan, and the two constructions give different numbers. One frame more or less at toe-off "
    "moves it by a point or two. Undefined for a strike index above a third.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      const auto song = excursion_of_step(step, cpei_song);
      if (!song) return std::nullopt;
      return song->excursion_mm;
    }};

}  // namespace solea::metrics
