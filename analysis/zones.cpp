#include "analysis/zones.h"

#include <algorithm>
#include <map>

#include "core/units.h"

namespace solea {

ZoneCurves make_zone_curves(const StepMovie& movie, const StepCurves& foot,
                            std::span<const ZoneCell> cells) {
  ZoneCurves curves;
  const double cell_area_mm2 = movie.plate.cell_area_mm2();
  for (std::size_t k = 0; k < movie.frames(); ++k) {
    const auto frame = movie.frame(k);
    double force = 0;
    double area = 0;
    double peak = 0;
    bool active = false;
    for (const ZoneCell& cell : cells) {
      const double p = frame[cell.cell];
      if (p <= 0) continue;
      force += cell.weight * force_n(p, cell_area_mm2);
      area += cell.weight * cell_area_mm2;
      if (cell.weight >= 0.5 - 1e-9) {
        peak = std::max(peak, p);
        active = true;
      }
    }
    curves.force_n.push_back(force);
    curves.area_mm2.push_back(area);
    curves.peak_kpa.push_back(peak);
    const bool foot_contact = foot.cop[k].has_value();
    if (active && foot_contact) {
      if (!curves.first_contact) curves.first_contact = k;
      curves.last_contact = k;
    }
  }
  return curves;
}

std::vector<ZoneCell> unite_zones(std::span<const Zone> zones, std::span<const FootZone> ids) {
  std::map<std::size_t, double> weights;
  for (const FootZone id : ids) {
    for (const ZoneCell& cell : zones[static_cast<std::size_t>(id)].cells) {
      weights[cell.cell] += cell.weight;
    }
  }
  std::vector<ZoneCell> cells;
  for (const auto& [cell, weight] : weights) cells.push_back({cell, weight});
  return cells;
}

}  // namespace solea
