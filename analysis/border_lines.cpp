#include "analysis/border_lines.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "analysis/print_edges.h"

namespace solea {

namespace {

constexpr double deg_per_rad = 180 / std::numbers::pi;
constexpr double parallel_deg = 1.0;  // border lines closer than this have no usable apex

PointMm unit(PointMm v) {
  const double length = std::hypot(v.x, v.y);
  return length > 0 ? (1 / length) * v : PointMm{0, 1};
}

PointMm rotated(PointMm v, double rad) {
  return {v.x * std::cos(rad) - v.y * std::sin(rad), v.x * std::sin(rad) + v.y * std::cos(rad)};
}

/// Outermost point of the toeless print's edges in a band, the middle of those that lie as far out
/// to within `touch_mm`. `sign` +1 lateral, -1 medial.
std::optional<PointMm> outermost(const PrintEdges& edges, Extent band, double sign) {
  constexpr double touch_mm = 0.5;
  const auto each = [&](auto visit) {
    for (std::size_t i = 0; i < edges.lines.size(); ++i) {
      const double y = edges.at(i);
      if (!edges.lines[i] || y < band.lo || y > band.hi) continue;
      visit(PointMm{sign > 0 ? edges.lines[i]->hi : edges.lines[i]->lo, y});
    }
  };
  std::optional<double> farthest;
  each([&](PointMm p) { farthest = std::max(farthest.value_or(sign * p.x), sign * p.x); });
  if (!farthest) return std::nullopt;
  double y_sum = 0;
  double count = 0;
  each([&](PointMm p) {
    if (sign * p.x < *farthest - touch_mm) return;
    y_sum += p.y;
    ++count;
  });
  return PointMm{sign * *farthest, y_sum / count};
}

}  // namespace

double BorderLines::fraction(PointMm p) const {
  const PointMm m = medial.ball - medial.heel;
  const PointMm l = lateral.ball - lateral.heel;
  if (alpha_deg < parallel_deg) {
    const auto x_on = [&](const TangentLine& line, PointMm d) {
      return line.heel.x + (p.y - line.heel.y) / d.y * d.x;
    };
    const double xm = x_on(medial, m);
    const double xl = x_on(lateral, l);
    return (p.x - xm) / (xl - xm);
  }
  const double s = cross(lateral.heel - medial.heel, l) / cross(m, l);
  const PointMm d = p - (medial.heel + s * m);
  return deg_per_rad * (std::atan2(d.x, d.y) - std::atan2(m.x, m.y)) / alpha_deg;
}

BorderLines::Ray BorderLines::ray(double f) const {
  const PointMm m = medial.ball - medial.heel;
  const PointMm l = lateral.ball - lateral.heel;
  PointMm through = medial.heel + f * (lateral.heel - medial.heel);
  PointMm direction = unit(unit(m) + f * (unit(l) - unit(m)));
  if (alpha_deg >= parallel_deg) {
    const double s = cross(lateral.heel - medial.heel, l) / cross(m, l);
    through = medial.heel + s * m;
    direction = rotated(unit(m), -f * alpha_deg / deg_per_rad);  // towards lateral is clockwise
  }
  const PointMm normal{direction.y, -direction.x};
  return {normal, dot(through, normal)};
}

BorderLines make_borders(const TangentLine& medial, const TangentLine& lateral) {
  const PointMm m = medial.ball - medial.heel;
  const PointMm l = lateral.ball - lateral.heel;
  return {medial, lateral, deg_per_rad * (std::atan2(l.x, l.y) - std::atan2(m.x, m.y))};
}

std::optional<BorderLines> find_borders(const PrintCells& print, Extent foot) {
  const auto band = [&](double from, double to) {
    return Extent{foot.lo + from * foot.size(), foot.lo + to * foot.size()};
  };
  const PrintEdges edges = edges_across(edge_corners(print, false), edge_window_mm(print));
  const auto medial_heel = outermost(edges, band(0.10, 0.30), -1);
  const auto medial_ball = outermost(edges, band(0.60, 0.80), -1);
  const auto lateral_heel = outermost(edges, band(0.10, 0.30), +1);
  const auto lateral_ball = outermost(edges, band(0.55, 0.75), +1);
  if (!medial_heel || !medial_ball || !lateral_heel || !lateral_ball) return std::nullopt;
  return make_borders({*medial_heel, *medial_ball}, {*lateral_heel, *lateral_ball});
}

}  // namespace solea
