#include "analysis/foot_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "analysis/toe_line.h"

namespace solea {

namespace {

constexpr double deg_per_rad = 57.29577951308232;
constexpr double line_spacing_mm = 0.5;  // metrics.md 3.3
constexpr double parallel_deg = 1.0;     // border lines closer than this have no usable apex

PointMm unit(PointMm v) {
  const double length = std::hypot(v.x, v.y);
  return length > 0 ? (1 / length) * v : PointMm{0, 1};
}

PointMm rotated(PointMm v, double rad) {
  return {v.x * std::cos(rad) - v.y * std::sin(rad), v.x * std::sin(rad) + v.y * std::cos(rad)};
}

/// Long side of the smallest rectangle around the print: a first axis, direction not yet known.
PointMm rectangle_axis(const Footprint& footprint, double threshold_kpa) {
  std::vector<cv::Point2f> corners;
  const double hx = 0.5 * footprint.plate.pitch_x_mm;
  const double hy = 0.5 * footprint.plate.pitch_y_mm;
  for (std::size_t i = 0; i < footprint.cells(); ++i) {
    if (footprint.peak_kpa[i] < threshold_kpa) continue;
    const PointMm c = footprint.cell_centre(i);
    for (const double sx : {-hx, hx}) {
      for (const double sy : {-hy, hy}) {
        corners.emplace_back(static_cast<float>(c.x + sx), static_cast<float>(c.y + sy));
      }
    }
  }
  std::vector<cv::Point2f> hull;
  cv::convexHull(corners, hull);
  std::array<cv::Point2f, 4> box;
  cv::minAreaRect(hull).points(box.data());
  const PointMm a{box[1].x - box[0].x, box[1].y - box[0].y};
  const PointMm b{box[2].x - box[1].x, box[2].y - box[1].y};
  return unit(std::hypot(a.x, a.y) >= std::hypot(b.x, b.y) ? a : b);
}

/// Widest line of a band of the print, mm; 0 without cells there.
double widest_mm(const PrintCells& print, double y0, double y1, bool with_toes) {
  double widest = 0;
  for (double y = y0; y <= y1; y += line_spacing_mm) {
    if (const auto x = print.across(y, with_toes)) widest = std::max(widest, x->size());
  }
  return widest;
}

/// True when the axis points from toe to heel. A rolling foot leaves the plate with its front; of a
/// standing foot the ball is wider than the heel.
bool points_backwards(const PrintCells& print, const StepCurves& curves) {
  const Extent length = *print.along(true);
  std::vector<double> path;
  for (const auto& cop : curves.cop) {
    if (cop) path.push_back(print.frame().to_foot(*cop).y);
  }
  if (path.size() >= 4) {
    const std::size_t tail = std::max<std::size_t>(1, path.size() / 8);
    double last = 0;
    for (std::size_t i = path.size() - tail; i < path.size(); ++i) last += path[i];
    const double from_middle = last / static_cast<double>(tail) - 0.5 * (length.lo + length.hi);
    if (std::abs(from_middle) > 0.15 * length.size()) return from_middle < 0;
  }
  const auto at = [&](double fraction) { return length.lo + fraction * length.size(); };
  return widest_mm(print, at(0.60), at(0.85), true) < widest_mm(print, at(0.15), at(0.40), true);
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

std::optional<BorderLines> find_borders(const PrintCells& print, Extent length) {
  const auto band = [&](double from, double to) {
    return Extent{length.lo + from * length.size(), length.lo + to * length.size()};
  };
  const auto medial_heel = outermost(print, band(0.10, 0.30), -1);
  const auto medial_ball = outermost(print, band(0.60, 0.80), -1);
  const auto lateral_heel = outermost(print, band(0.10, 0.30), +1);
  const auto lateral_ball = outermost(print, band(0.55, 0.75), +1);
  if (!medial_heel || !medial_ball || !lateral_heel || !lateral_ball) return std::nullopt;
  BorderLines borders{{*medial_heel, *medial_ball}, {*lateral_heel, *lateral_ball}, 0};
  const PointMm m = borders.medial.ball - borders.medial.heel;
  const PointMm l = borders.lateral.ball - borders.lateral.heel;
  borders.alpha_deg = deg_per_rad * (std::atan2(l.x, l.y) - std::atan2(m.x, m.y));
  return borders;
}

/// Centroid of the area of the proximal 15 % of the print (metrics.md 3.1).
std::optional<PointMm> heel_centre(const PrintCells& print, Extent length) {
  const double cut = length.lo + 0.15 * length.size();
  PointMm sum;
  double area = 0;
  for (const PrintCell& cell : print.cells()) {
    const ConvexPolygon part = print.polygon(cell).clipped({0, 1}, cut);
    const double a = part.area();
    if (a <= 0) continue;
    // Centroid of the part: mean over its triangles.
    PointMm centre;
    double total = 0;
    for (std::size_t i = 1; i + 1 < part.size(); ++i) {
      const double t = 0.5 * std::abs(cross(part[i] - part[0], part[i + 1] - part[0]));
      centre = centre + (t / 3) * (part[0] + part[i] + part[i + 1]);
      total += t;
    }
    sum = sum + (a / total) * centre;
    area += a;
  }
  if (area <= 0) return std::nullopt;
  return (1 / area) * sum;
}

/// Tip of the second toe: most distal toe cell between 0.33 and 0.51 alpha from the medial line,
/// the mean position where several tie (metrics.md 3.1).
std::optional<PointMm> second_toe_tip(const PrintCells& print, const BorderLines& borders) {
  std::vector<PointMm> sector;
  for (const PrintCell& cell : print.cells()) {
    const double f = borders.fraction(cell.centre);
    if (cell.toe && f >= 0.33 && f <= 0.51) sector.push_back(cell.centre);
  }
  if (sector.empty()) return std::nullopt;
  double tip = sector.front().y;
  for (const PointMm& p : sector) tip = std::max(tip, p.y);
  PointMm sum;
  int n = 0;
  for (const PointMm& p : sector) {
    if (p.y < tip - 1e-6) continue;
    sum = sum + p;
    ++n;
  }
  return (1.0 / n) * sum;
}

/// Moves the origin to the heel-most point on the axis.
void set_origin(FootFrame& frame, const Footprint& footprint, double threshold_kpa) {
  const auto along = PrintCells(footprint, frame, threshold_kpa).along(true);
  frame.origin = frame.origin + along->lo * frame.axis;
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

std::optional<FootGeometry> measure_geometry(const Footprint& footprint, const StepCurves& curves,
                                             const AnalysisSettings& settings) {
  const double threshold = settings.contact_threshold_kpa;
  FootFrame frame;
  {
    const PrintCells cells(footprint, frame, threshold);
    if (cells.cells().size() < 12) return std::nullopt;
  }
  frame.axis = rectangle_axis(footprint, threshold);
  if (points_backwards(PrintCells(footprint, frame, threshold), curves)) {
    frame.axis = -1.0 * frame.axis;
  }
  const SideVote vote = vote_side(PrintCells(footprint, frame, threshold), curves);
  frame.side = settings.side.value_or(vote.side);
  set_origin(frame, footprint, threshold);

  // Tangents, toe line and axis depend on each other: a few rounds settle them.
  FootGeometry geometry{frame,
                        settings.side ? 1.0 : vote.confidence,
                        AxisSource::second_toe,
                        PrintCells(footprint, frame, threshold),
                        {},
                        {},
                        0,
                        0,
                        0,
                        0};
  constexpr int rounds = 3;
  for (int round = 0; round <= rounds; ++round) {
    const Extent length = *PrintCells(footprint, frame, threshold).along(true);
    ToeLine toe_line = find_toe_line(footprint, frame, length, threshold);
    geometry.print = PrintCells(footprint, frame, threshold, toe_line.toes);
    geometry.toe_line = std::move(toe_line.path);
    geometry.frame = frame;
    const auto borders = find_borders(geometry.print, length);
    const auto heel = heel_centre(geometry.print, length);
    if (!borders || !heel) return std::nullopt;
    geometry.borders = *borders;
    if (round == rounds) break;

    const auto toe = second_toe_tip(geometry.print, *borders);
    geometry.axis_source = toe ? AxisSource::second_toe : AxisSource::tangents;
    PointMm direction;
    if (toe) {
      direction = *toe - *heel;
    } else {
      direction = unit(borders->medial.ball - borders->medial.heel) +
                  unit(borders->lateral.ball - borders->lateral.heel);
    }
    const PointMm heel_on_plate = frame.to_plate(*heel);
    frame.axis = unit(frame.to_plate(direction) - frame.origin);
    frame.origin = heel_on_plate;
    set_origin(frame, footprint, threshold);
  }

  const Extent with_toes = *geometry.print.along(true);
  const Extent toeless = geometry.print.along(false).value_or(Extent{});
  geometry.length_mm = with_toes.size();
  geometry.toeless_length_mm = toeless.size();
  geometry.heel_width_mm =
      widest_mm(geometry.print, 0, settings.heel_fraction * geometry.length_mm, false);
  geometry.forefoot_width_mm =
      widest_mm(geometry.print, settings.forefoot_fraction * geometry.length_mm, toeless.hi, false);
  return geometry;
}

}  // namespace solea
