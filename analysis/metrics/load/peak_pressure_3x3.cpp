#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric peak_pressure_3x3 = {
    "peak_pressure_3x3_kpa",
    "Peak pressure of 3 x 3 cells",
    "kPa",
    "Largest mean pressure of a square of 3 by 3 cells in a contact frame; unloaded cells count as "
    "0.",
    "metrics.md 1, PP pitfall (b)",
    "Not the peak pressure of a cell: lower, and the square is larger on a coarser plate.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> { return peak_of_square_kpa(step, 3); }};

}  // namespace solea::metrics
