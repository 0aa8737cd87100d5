#include "analysis/masks/polygon_cut.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <string>

namespace solea {

namespace {

constexpr double overlap_tolerance_mm2 = 1;
constexpr double least_weight = 1e-9;

double signed_area(std::span<const PointMm> polygon) {
  double twice = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    twice += cross(polygon[i], polygon[(i + 1) % polygon.size()]);
  }
  return 0.5 * twice;
}

std::vector<PointMm> clipped(std::span<const PointMm> polygon, PointMm normal, double offset) {
  std::vector<PointMm> out;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const PointMm a = polygon[i];
    const PointMm b = polygon[(i + 1) % polygon.size()];
    const double da = dot(a, normal) - offset;
    const double db = dot(b, normal) - offset;
    if (da <= 0) out.push_back(a);
    if ((da < 0 && db > 0) || (da > 0 && db < 0)) out.push_back(a + (da / (da - db)) * (b - a));
  }
  return out;
}

/// True where two sides cross in a point inside both.
bool cross_inside(PointMm a, PointMm b, PointMm c, PointMm d) {
  const double abc = cross(b - a, c - a);
  const double abd = cross(b - a, d - a);
  const double cda = cross(d - c, a - c);
  const double cdb = cross(d - c, b - c);
  return ((abc > 0) != (abd > 0)) && abc != 0 && abd != 0 && ((cda > 0) != (cdb > 0)) && cda != 0 &&
         cdb != 0;
}

bool crosses_itself(std::span<const PointMm> polygon) {
  const std::size_t n = polygon.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      if (cross_inside(polygon[i], polygon[(i + 1) % n], polygon[j], polygon[(j + 1) % n])) {
        return true;
      }
    }
  }
  return false;
}

bool is_id(const std::string& id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

double overlap_mm2(std::span<const PointMm> polygon, const ConvexPolygon& convex) {
  std::vector<PointMm> corners;
  for (std::size_t i = 0; i < convex.size(); ++i) corners.push_back(convex[i]);
  const double turn = signed_area(corners) >= 0 ? 1 : -1;
  std::vector<PointMm> part(polygon.begin(), polygon.end());
  for (std::size_t i = 0; i < corners.size() && !part.empty(); ++i) {
    const PointMm side = corners[(i + 1) % corners.size()] - corners[i];
    const PointMm outward = turn * PointMm{side.y, -side.x};
    part = clipped(part, outward, dot(corners[i], outward));
  }
  // Parts of a concave polygon hang together by sides that are run along both ways; these have no
  // area.
  return std::abs(signed_area(part));
}

double overlap_mm2(std::span<const PointMm> a, std::span<const PointMm> b) {
  // b is a sum of triangles with signs from its first corner.
  double sum = 0;
  for (std::size_t i = 1; i + 1 < b.size(); ++i) {
    ConvexPolygon triangle;
    for (const PointMm& p : {b[0], b[i], b[i + 1]}) triangle.push_back(p);
    const double twice = cross(b[i] - b[0], b[i + 1] - b[0]);
    if (twice == 0) continue;
    sum += (twice > 0 ? 1 : -1) * overlap_mm2(a, triangle);
  }
  return std::abs(sum);
}

void check_polygons(const PolygonMask& mask) {
  const auto refuse = [](const std::string& what) { throw std::invalid_argument(what); };
  if (!is_id(mask.id)) refuse("mask id '" + mask.id + "', expected lower case a-z, 0-9 and _");
  if (mask.zones.empty()) refuse("a mask without zones");
  std::set<std::string> ids;
  for (const PolygonZone& zone : mask.zones) {
    if (!is_id(zone.id)) refuse("zone id '" + zone.id + "', expected lower case a-z, 0-9 and _");
    if (zone.id == unassigned_zone) refuse("zone id '" + zone.id + "', which is reserved");
    if (!ids.insert(zone.id).second) refuse("zone id '" + zone.id + "' twice");
    const std::string name = "zone '" + zone.id + "'";
    if (zone.polygon.size() < 3) refuse(name + " has fewer than three corners");
    for (const PointMm& p : zone.polygon) {
      if (!std::isfinite(p.x) || !std::isfinite(p.y)) refuse(name + " has a corner at no number");
    }
    if (std::abs(signed_area(zone.polygon)) < overlap_tolerance_mm2) refuse(name + " has no area");
    if (crosses_itself(zone.polygon)) refuse(name + " crosses itself");
  }
  for (std::size_t i = 0; i < mask.zones.size(); ++i) {
    for (std::size_t j = i + 1; j < mask.zones.size(); ++j) {
      if (overlap_mm2(mask.zones[i].polygon, mask.zones[j].polygon) > overlap_tolerance_mm2) {
        refuse("zones '" + mask.zones[i].id + "' and '" + mask.zones[j].id + "' overlap");
      }
    }
  }
}

std::vector<std::vector<ZoneCell>> cut_polygons(const PrintCells& print, const PolygonMask& mask) {
  std::vector<std::vector<ZoneCell>> zones(mask.zones.size() + 1);
  std::vector<double> weights(zones.size());
  for (const PrintCell& cell : print.cells()) {
    const ConvexPolygon box = print.polygon(cell);
    double sum = 0;
    for (std::size_t z = 0; z < mask.zones.size(); ++z) {
      weights[z] = overlap_mm2(mask.zones[z].polygon, box) / print.cell_area_mm2();
      if (weights[z] < least_weight) weights[z] = 0;
      sum += weights[z];
    }
    if (sum > 1) {  // polygons may overlap within the tolerance
      for (double& w : weights) w /= sum;
      sum = 1;
    }
    weights.back() = 1 - sum < least_weight ? 0 : 1 - sum;
    // The largest takes what rounding left: the sum is 1.
    const auto largest = static_cast<std::size_t>(std::max_element(weights.begin(), weights.end()) -
                                                  weights.begin());
    double others = 0;
    for (std::size_t z = 0; z < zones.size(); ++z) {
      if (z != largest) others += weights[z];
    }
    weights[largest] = 1 - others;
    for (std::size_t z = 0; z < zones.size(); ++z) {
      if (weights[z] > 0) zones[z].push_back({cell.index, weights[z]});
    }
  }
  return zones;
}

}  // namespace solea
