#include "analysis/border_lines.h"

#include <cmath>
#include <numbers>

namespace solea {

namespace {

constexpr double deg_per_rad = 180 / std::numbers::pi;
constexpr double line_spacing_mm = 0.5;  // metrics.md 3.3
constexpr double parallel_deg = 1.0;     // border lines closer than this have no usable apex

PointMm unit(PointMm v) {
  const double length = std::hypot(v.x, v.y);
  return length > 0 ? (1 / length) * v : PointMm{0, 1};
}

PointMm rotated(PointMm v, double rad) {
  return {v.x * std::cos(rad) - v.y * std::sin(rad), v.x * std::sin(rad) + v.y * std::cos(rad)};
}

/// Outermost point of the toeless print in a band. `sign` +1 lateral, -1 medial.
std::optional<PointMm> outermost(const PrintCells& print, Extent band, double sign) {
  std::optional<PointMm> best;
  for (double y = band.lo; y <= band.hi; y += line_spacing_mm) {
    const auto x = print.across(y, false);
    if (!x) continue;
    const double edge = sign > 0 ? x->hi : x->lo;
    if (!best || sign * edge > sign * best->x) best = PointMm{edge, y};
  }
  return best;
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
  const auto medial_heel = outermost(print, band(0.10, 0.30), -1);
  const auto medial_ball = outermost(print, band(0.60, 0.80), -1);
  const auto lateral_heel = outermost(print, band(0.10, 0.30), +1);
  const auto lateral_ball = outermost(print, band(0.55, 0.75), +1);
  if (!medial_heel || !medial_ball || !lateral_heel || !lateral_ball) return std::nullopt;
  return make_borders({*medial_heel, *medial_ball}, {*lateral_heel, *lateral_ball});
}

}  // namespace solea
