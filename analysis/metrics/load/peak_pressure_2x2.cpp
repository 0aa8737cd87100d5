#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric peak_pressure_2x2 = {
    "peak_pressure_2x2_kpa",
    "Peak pressure of 2 x 2 cells",
    "kPa",
    "Largest mean pressure of a square of 2 by 2 cells in a contact frame; unloaded cells count as "
    "0.",
    "metrics.md 1, PP pitfall (b)",
    "Not the peak pressure of a cell: lower, and the square is larger on a coarser plate.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> { return peak_of_square_kpa(step, 2); }};

}  // namespace solea::metrics
