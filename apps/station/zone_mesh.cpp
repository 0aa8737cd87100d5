#include "apps/station/zone_mesh.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "analysis/masks/polygon_cut.h"

namespace solea::station {

namespace {

bool same(PointMm a, PointMm b) {
  constexpr double mm = 1e-6;
  return std::abs(a.x - b.x) < mm && std::abs(a.y - b.y) < mm;
}

double ray_at(const BorderLines::Ray& ray, double y) {
  return ray.x_at(y);
}

}  // namespace

std::optional<PolygonMask> zones_of(const StepResult& step, const AnalysisSettings& settings) {
  if (!step.geometry || step.geometry->part != PrintPart::whole) return std::nullopt;
  const FootGeometry& g = *step.geometry;
  constexpr double margin_mm = 12;
  double medial = 0;
  double lateral = 0;
  double heel = 0;
  double tip = 0;
  for (const PrintCell& cell : g.print.cells()) {
    medial = std::min(medial, cell.centre.x);
    lateral = std::max(lateral, cell.centre.x);
    heel = std::min(heel, cell.centre.y);
    tip = std::max(tip, cell.centre.y);
  }
  medial -= margin_mm;
  lateral += margin_mm;
  const double y0 = heel - margin_mm;
  const double y1 = settings.heel_fraction * g.reference_length_mm;
  const double y2 = settings.forefoot_fraction * g.reference_length_mm;
  double y3 = 0.8 * g.reference_length_mm;
  if (!g.toe_line.empty()) {
    y3 = 0;
    for (const PointMm& p : g.toe_line) y3 += p.y / static_cast<double>(g.toe_line.size());
  }
  const double y4 = tip + margin_mm;
  if (!(y1 < y2 && y2 < y3 && y3 < y4)) return std::nullopt;
  const auto width = g.print.across(0.15 * g.reference_length_mm, false);
  const double middle = width ? 0.5 * (width->lo + width->hi) : 0;
  constexpr std::array<double, 4> rays = {0.30, 0.47, 0.64, 0.81};
  constexpr double hallux_ray = 0.38;
  std::array<PointMm, 4> low;
  std::array<PointMm, 4> high;
  for (std::size_t i = 0; i < rays.size(); ++i) {
    low[i] = {ray_at(g.borders.ray(rays[i]), y2), y2};
    high[i] = {ray_at(g.borders.ray(rays[i]), y3), y3};
  }
  const PointMm m0{medial, y0}, m1{medial, y1}, m2{medial, y2}, m3{medial, y3}, m4{medial, y4};
  const PointMm l0{lateral, y0}, l1{lateral, y1}, l2{lateral, y2}, l3{lateral, y3}, l4{lateral, y4};
  const PointMm c0{middle, y0}, c1{middle, y1};
  const PointMm h3{ray_at(g.borders.ray(hallux_ray), y3), y3};
  const PointMm h4{ray_at(g.borders.ray(hallux_ray), y4), y4};
  PolygonMask mask{"own", "own zones", {}};
  const auto add = [&](const char* id, const char* label, std::vector<PointMm> polygon) {
    mask.zones.push_back({id, label, std::move(polygon)});
  };
  add("heel_medial", "medial heel", {m0, c0, c1, m1});
  add("heel_lateral", "lateral heel", {c0, l0, l1, c1});
  add("midfoot", "midfoot", {m1, c1, l1, l2, low[3], low[2], low[1], low[0], m2});
  add("mth1", "first metatarsal", {m2, low[0], high[0], m3});
  add("mth2", "second metatarsal", {low[0], low[1], high[1], h3, high[0]});
  add("mth3", "third metatarsal", {low[1], low[2], high[2], high[1]});
  add("mth4", "fourth metatarsal", {low[2], low[3], high[3], high[2]});
  add("mth5", "fifth metatarsal", {low[3], l2, l3, high[3]});
  add("hallux", "hallux", {m3, high[0], h3, h4, m4});
  add("toes", "toes 2 to 5", {h3, high[1], high[2], high[3], l3, l4, h4});
  try {
    check_polygons(mask);
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
  return mask;
}

std::vector<PointMm> corners_of(const PolygonMask& mask) {
  std::vector<PointMm> corners;
  for (const PolygonZone& zone : mask.zones) {
    for (const PointMm& p : zone.polygon) {
      if (std::ranges::none_of(corners, [&](PointMm c) { return same(c, p); })) {
        corners.push_back(p);
      }
    }
  }
  return corners;
}

std::optional<PolygonMask> with_corner_at(const PolygonMask& mask, PointMm corner, PointMm place) {
  PolygonMask moved = mask;
  for (PolygonZone& zone : moved.zones) {
    for (PointMm& p : zone.polygon) {
      if (same(p, corner)) p = place;
    }
  }
  try {
    check_polygons(moved);
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
  return moved;
}

}  // namespace solea::station
