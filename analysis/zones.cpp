#include "analysis/zones.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/units.h"

namespace solea {

namespace {

// Fractions of alpha between the medial and the lateral border line.
constexpr std::array<double, 4> metatarsal_rays = {0.30, 0.47, 0.64, 0.81};
constexpr double hallux_ray = 0.33;
constexpr double heel_bisector_at = 0.15;  // of the length, where the heel's width is halved
constexpr double least_area_mm2 = 1e-6;

/// Splits a polygon by a line: the part with dot(p, normal) <= offset, and the rest.
std::pair<ConvexPolygon, ConvexPolygon> split(const ConvexPolygon& polygon, PointMm normal,
                                              double offset) {
  return {polygon.clipped(normal, offset), polygon.clipped(-1.0 * normal, -offset)};
}

}  // namespace

std::vector<Zone> make_zones(const FootGeometry& geometry, const AnalysisSettings& settings) {
  std::vector<Zone> zones(foot_zone_count);
  for (std::size_t z = 0; z < foot_zone_count; ++z) zones[z].id = static_cast<FootZone>(z);

  const double heel_line = settings.heel_fraction * geometry.reference_length_mm;
  const double ball_line = settings.forefoot_fraction * geometry.reference_length_mm;
  const auto heel_width = geometry.print.across(heel_bisector_at * geometry.reference_length_mm, false);
  const double bisector = heel_width ? 0.5 * (heel_width->lo + heel_width->hi) : 0.0;

  for (const PrintCell& cell : geometry.print.cells()) {
    const auto put = [&](FootZone id, const ConvexPolygon& part) {
      const double area = part.area();
      if (area <= least_area_mm2) return;
      zones[static_cast<std::size_t>(id)].cells.push_back(
          {cell.index, area / geometry.print.cell_area_mm2()});
    };
    const auto [heel, front] = split(geometry.print.polygon(cell), {0, 1}, heel_line);
    const auto [heel_medial, heel_lateral] = split(heel, {1, 0}, bisector);
    put(FootZone::heel_medial, heel_medial);
    put(FootZone::heel_lateral, heel_lateral);
    auto [midfoot, rest] = split(front, {0, 1}, ball_line);
    put(FootZone::midfoot, midfoot);
    if (cell.toe) {
      const BorderLines::Ray ray = geometry.borders.ray(hallux_ray);
      const auto [hallux, toes] = split(rest, ray.normal, ray.offset);
      put(FootZone::hallux, hallux);
      put(FootZone::toes, toes);
      continue;
    }
    for (std::size_t i = 0; i < metatarsal_rays.size(); ++i) {
      const BorderLines::Ray ray = geometry.borders.ray(metatarsal_rays[i]);
      const auto [inner, outer] = split(rest, ray.normal, ray.offset);
      put(static_cast<FootZone>(static_cast<std::size_t>(FootZone::mth1) + i), inner);
      rest = outer;
    }
    put(FootZone::mth5, rest);
  }
  return zones;
}

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
