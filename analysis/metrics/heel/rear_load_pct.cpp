#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric rear_load_pct = {
    "rear_load_pct",
    "Load on the rear half",
    "%",
    "Share of the mean pressure picture that lies on the rear half of the print's length, cells "
    "cut exactly. Meant for standing; the rest is the forefoot's.",
    "metrics.md 2.2, 2.3 (static rear/fore split)",
    "The references are for quiet standing on both feet, not for steps. Half of the print, not of "
    "the body.",
    Detail::frames,
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      double rear = 0;
      double all = 0;
      const PrintCells& print = step.geometry->print;
      for (const PrintCell& cell : print.cells()) {
        const double load = step.footprint.mean_kpa[cell.index];
        const double behind =
            print.polygon(cell).clipped({0, 1}, 0.5 * step.geometry->length_mm).area();
        rear += load * behind / print.cell_area_mm2();
        all += load;
      }
      return quotient(100 * rear, all);
    }};

}  // namespace solea::metrics
