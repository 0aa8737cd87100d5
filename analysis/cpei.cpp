#include "analysis/cpei.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "analysis/convex_hull.h"

namespace solea {

namespace {

/// A frame that lies along a line in the foot: x lateral of it, y along.
struct LineFrame {
  PointMm origin;
  PointMm along;  ///< unit vector
  static LineFrame through(PointMm a, PointMm b) {
    const PointMm d = b - a;
    return {a, (1 / std::hypot(d.x, d.y)) * d};
  }
  [[nodiscard]] PointMm to_line(PointMm p) const {
    const PointMm d = p - origin;
    return {dot(d, {along.y, -along.x}), dot(d, along)};
  }
};

std::vector<PointMm> in_frame(const LineFrame& frame, std::span<const PointMm> points) {
  std::vector<PointMm> out;
  out.reserve(points.size());
  for (const PointMm& p : points) out.push_back(frame.to_line(p));
  return out;
}

void widen(std::optional<Extent>& extent, double value) {
  extent = extent ? Extent{std::min(extent->lo, value), std::max(extent->hi, value)}
                  : Extent{value, value};
}

/// x where the edges of a polygon meet the line y = `y`.
template <class Polygon>
void widen_by_crossings(std::optional<Extent>& extent, const Polygon& polygon, double y) {
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const PointMm a = polygon[i];
    const PointMm b = polygon[(i + 1) % polygon.size()];
    if (a.y == b.y || y < std::min(a.y, b.y) || y > std::max(a.y, b.y)) continue;
    widen(extent, a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
  }
}

/// The long axis of the smallest rectangle around points, from heel to toe.
LineFrame rectangle_frame(std::span<const PointMm> points) {
  const PointMm axis = smallest_rectangle(points).long_side;
  return LineFrame::through({0, 0}, axis.y < 0 ? -1.0 * axis : axis);
}

/// Longest edge on the medial side of a print's hull (the hull of its medial edge points has the
/// same edges there); heel end first.
std::optional<TangentLine> medial_hull_edge(std::span<const PointMm> hull) {
  std::optional<TangentLine> longest;
  double best = 0;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    PointMm a = hull[i];
    PointMm b = hull[(i + 1) % hull.size()];
    if (a.y > b.y) std::swap(a, b);
    // On the medial side no point of the hull lies medial of the edge.
    const bool medial = std::all_of(hull.begin(), hull.end(), [&](PointMm p) {
      return cross(p - a, b - a) >= -1e-3 * std::hypot(b.x - a.x, b.y - a.y);
    });
    const double size = std::hypot(b.x - a.x, b.y - a.y);
    if (medial && size > best) {
      best = size;
      longest = TangentLine{a, b};
    }
  }
  return longest;
}

/// Width of the print at y = `y`, mean over one cell: on a single line it would jump by a cell.
std::optional<double> mean_width_mm(std::span<const PointMm> corners, double y,
                                    const PrintCells& print) {
  const double cell_mm = std::sqrt(print.cell_area_mm2());
  std::vector<PointMm> near;  // of the cells that the lines may meet
  for (std::size_t i = 0; i + 4 <= corners.size(); i += 4) {
    const auto cell = corners.subspan(i, 4);
    const auto [low, high] = std::minmax_element(cell.begin(), cell.end(),
                                                 [](PointMm a, PointMm b) { return a.y < b.y; });
    if (high->y < y - 0.5 * cell_mm || low->y > y + 0.5 * cell_mm) continue;
    near.insert(near.end(), cell.begin(), cell.end());
  }
  constexpr int lines = 20;
  double sum = 0;
  int met = 0;
  for (int line = 0; line < lines; ++line) {
    const double at = y + ((line + 0.5) / lines - 0.5) * cell_mm;
    std::optional<Extent> width;
    for (std::size_t i = 0; i + 4 <= near.size(); i += 4) {
      widen_by_crossings(width, std::span<const PointMm>(near).subspan(i, 4), at);
    }
    if (!width) continue;
    sum += width->size();
    ++met;
  }
  return met > 0 ? std::optional(sum / met) : std::nullopt;
}

}  // namespace

std::optional<double> excursion_mm(std::span<const PointMm> path, PointMm a, PointMm b, double y) {
  if (a.y == b.y) return std::nullopt;
  const double on_line = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
  for (std::size_t i = 1; i < path.size(); ++i) {
    const PointMm p = path[i - 1];
    const PointMm q = path[i];
    if ((p.y < y) == (q.y < y)) continue;
    return p.x + (y - p.y) / (q.y - p.y) * (q.x - p.x) - on_line;
  }
  return std::nullopt;
}

std::vector<CopPoint> trimmed_path(const CopPath& path, const AnalysisSettings& settings) {
  double largest = 0;
  for (const CopPoint& p : path.points) largest = std::max(largest, p.force_n);
  const double least = std::max(settings.cpei_trim_force_n, settings.cpei_trim_fraction * largest);
  std::vector<CopPoint> kept;
  for (const CopPoint& p : path.points) {
    if (p.force_n >= least) kept.push_back(p);
  }
  return kept;
}

std::optional<std::pair<PointMm, PointMm>> longest_chord(std::span<const PointMm> path) {
  std::optional<std::pair<PointMm, PointMm>> chord;
  double best = 0;
  for (std::size_t i = 0; i < path.size(); ++i) {
    for (std::size_t j = i + 1; j < path.size(); ++j) {
      const PointMm d = path[j] - path[i];
      if (dot(d, d) <= best) continue;
      best = dot(d, d);
      chord = {path[i], path[j]};
    }
  }
  return chord;
}

std::optional<CopExcursion> cpei_song(std::span<const PointMm> path, const FootGeometry& geometry) {
  const auto length = geometry.print.along(true);
  if (path.size() < 3 || !length) return std::nullopt;
  const TangentLine& border = geometry.borders.medial;
  const LineFrame frame = LineFrame::through(border.heel, border.ball);
  const std::vector<PointMm> corners = in_frame(frame, geometry.print.rim_corners());
  const auto [heel, toe] = std::minmax_element(corners.begin(), corners.end(),
                                               [](PointMm a, PointMm b) { return a.y < b.y; });
  const double y = heel->y + 2 * (toe->y - heel->y) / 3;
  const auto width = mean_width_mm(corners, y, geometry.print);
  const std::vector<PointMm> cop = in_frame(frame, path);
  const auto excursion = excursion_mm(cop, cop.front(), cop.back(), y);
  if (!excursion || !width) return std::nullopt;
  return CopExcursion{*excursion, *width};
}

std::optional<CopExcursion> cpei_pabrd(std::span<const PointMm> path,
                                       const FootGeometry& geometry) {
  if (geometry.print.cells().empty()) return std::nullopt;
  const TangentLine& border = geometry.borders.medial;
  const LineFrame frame = LineFrame::through(border.heel, border.ball);
  const std::vector<PointMm> corners = in_frame(frame, geometry.print.rim_corners());
  const auto [heel, toe] = std::minmax_element(corners.begin(), corners.end(),
                                               [](PointMm a, PointMm b) { return a.y < b.y; });
  const auto at = [&, lo = heel->y, length = toe->y - heel->y](double part) {
    return lo + part * length;
  };
  std::optional<Extent> width;
  for (const PointMm& p : corners) {
    if (p.y > at(0.5)) widen(width, p.x);
  }
  const std::vector<PointMm> cop = in_frame(frame, path);
  const auto most_medial = [&](double from, double to) {
    std::optional<PointMm> best;
    for (const PointMm& p : cop) {
      if (p.y > at(from) && p.y < at(to) && (!best || p.x < best->x)) best = p;
    }
    return best;
  };
  const auto start = most_medial(0, 1.0 / 3);
  const auto end = most_medial(0.75, 1);
  if (!start || !end || !width) return std::nullopt;
  const auto excursion = excursion_mm(cop, *start, *end, at(2.0 / 3));
  if (!excursion) return std::nullopt;
  return CopExcursion{*excursion, width->size()};
}

std::optional<CopExcursion> cpei_telfer(std::span<const PointMm> path,
                                        const FootGeometry& geometry) {
  const auto chord = longest_chord(path);
  if (path.size() < 3 || !chord || geometry.print.cells().empty()) return std::nullopt;
  const std::vector<PointMm> hull = convex_hull(geometry.print.rim_corners());
  const auto border = medial_hull_edge(hull);
  if (!border) return std::nullopt;
  // Where the medial line crosses the line at two thirds of the rectangle.
  const LineFrame rectangle = rectangle_frame(hull);
  const std::vector<PointMm> box = in_frame(rectangle, hull);
  const auto [heel, toe] =
      std::minmax_element(box.begin(), box.end(), [](PointMm a, PointMm b) { return a.y < b.y; });
  const double cut = heel->y + 2 * (toe->y - heel->y) / 3;
  const PointMm a = rectangle.to_line(border->heel);
  const PointMm b = rectangle.to_line(border->ball);
  if (a.y == b.y) return std::nullopt;
  const PointMm crossing =
      border->heel + ((cut - a.y) / (b.y - a.y)) * (border->ball - border->heel);

  const LineFrame frame{crossing, LineFrame::through(border->heel, border->ball).along};
  std::optional<Extent> lateral;
  widen_by_crossings(lateral, in_frame(frame, hull), 0);
  const auto excursion = excursion_mm(in_frame(frame, path), frame.to_line(chord->first),
                                      frame.to_line(chord->second), 0);
  if (!excursion || !lateral || lateral->hi <= 0) return std::nullopt;
  return CopExcursion{std::abs(*excursion), lateral->hi};
}

}  // namespace solea
