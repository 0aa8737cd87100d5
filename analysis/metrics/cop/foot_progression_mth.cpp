#include <array>

#include "analysis/foot_progression.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric foot_progression_mth = {
    "foot_progression_mth_deg",
    "Foot progression angle, metatarsal axis",
    "deg",
    "Angle between the line from the heel centre to the centre of the loaded area of the second "
    "and third metatarsal zone and the line of progression; positive: toe-out.",
    "metrics.md 4.5, option",
    "Of a step alone the line is an axis of the plate (progression_from: plate): wrong by the "
    "angle at which the person crosses it.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print() || step.zones.empty()) return std::nullopt;
      constexpr std::array heads = {FootZone::mth2, FootZone::mth3};
      PointMm sum;
      double weight = 0;
      for (const ZoneCell& cell : unite_zones(step.zones, heads)) {
        if (step.footprint.peak_kpa[cell.cell] <= 0) continue;
        sum = sum + cell.weight * step.footprint.cell_centre(cell.cell);
        weight += cell.weight;
      }
      const FootFrame& frame = step.geometry->frame;
      const auto heel = heel_centre(step.geometry->print, {0, step.geometry->length_mm},
                                    step.settings.geometry.heel_centre_fraction);
      if (!(weight > 0) || !heel) return std::nullopt;
      return toe_out_deg((1 / weight) * sum - frame.to_plate(*heel), frame.side,
                         plate_line(frame.axis));
    }};

}  // namespace solea::metrics
