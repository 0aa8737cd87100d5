#include <array>

#include "analysis/metric.h"

namespace solea {

StepParts make_parts(const StepMovie& movie, const StepCurves& curves, const FootGeometry* geometry,
                     std::span<const Zone> zones, std::span<const ZoneCurves> zone_curves,
                     const AnalysisSettings& settings) {
  StepParts parts;
  parts.cop = make_cop_path(curves, settings.cop_lowpass_hz);
  if (geometry != nullptr) parts.contour = make_contour(geometry->print);
  if (zones.empty()) return parts;
  const auto region = [&](std::span<const FootZone> ids) {
    Region r;
    r.cells = unite_zones(zones, ids);
    r.curves = make_zone_curves(movie, curves, r.cells);
    return r;
  };
  constexpr std::array heel = {FootZone::heel_medial, FootZone::heel_lateral};
  constexpr std::array forefoot = {FootZone::mth1, FootZone::mth2, FootZone::mth3, FootZone::mth4,
                                   FootZone::mth5};
  parts.heel = region(heel);
  parts.forefoot = region(forefoot);
  parts.phases = find_phases(curves, zone_curves);
  return parts;
}

}  // namespace solea
