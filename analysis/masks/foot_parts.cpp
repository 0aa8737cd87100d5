#include "analysis/masks/foot_parts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace solea {

namespace {

// Fractions of alpha between the medial and the lateral border line (metrics.md 7.3).
constexpr std::array<double, 4> metatarsal_rays = {0.30, 0.47, 0.64, 0.81};
constexpr double second_toe_ray = 0.51;    // metrics.md 3.1
constexpr double midfoot_ray = 0.50;       // our own: the sources name no line
constexpr double heel_bisector_at = 0.15;  // of the length, where the heel's width is halved
constexpr double line_spacing_mm = 0.5;    // metrics.md 3.3
constexpr double least_area_mm2 = 1e-6;

/// A cell cut into convex pieces.
using Pieces = std::vector<ConvexPolygon>;

/// Whether a whole piece has dot(p, normal) <= nearest (true) or >= farthest (false); most do.
std::optional<bool> lies_inside(const ConvexPolygon& piece, PointMm normal, double nearest,
                                double farthest) {
  bool all_inside = true;
  bool all_outside = true;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    const double d = dot(piece[i], normal);
    all_inside = all_inside && d <= nearest;
    all_outside = all_outside && d >= farthest;
  }
  if (!all_inside && !all_outside) return std::nullopt;
  return all_inside;
}

/// Splits by a straight line: what has dot(p, normal) <= offset, and the rest.
std::pair<Pieces, Pieces> split(const Pieces& pieces, PointMm normal, double offset) {
  std::pair<Pieces, Pieces> halves;
  for (const ConvexPolygon& piece : pieces) {
    if (const auto inside = lies_inside(piece, normal, offset, offset)) {
      (*inside ? halves.first : halves.second).push_back(piece);
      continue;
    }
    const ConvexPolygon inside = piece.clipped(normal, offset);
    if (inside.area() > least_area_mm2) halves.first.push_back(inside);
    const ConvexPolygon outside = piece.clipped(-1.0 * normal, -offset);
    if (outside.area() > least_area_mm2) halves.second.push_back(outside);
  }
  return halves;
}

/// Splits by a path: what lies at smaller y' than a path across, at smaller x' than one along, and
/// the rest. One strip for each segment of the path, the first and last without end.
std::pair<Pieces, Pieces> split(const Pieces& pieces, const ZonePath& path) {
  std::pair<Pieces, Pieces> halves;
  const bool across = path.runs == ZonePath::Runs::across;
  const PointMm forward = across ? PointMm{1, 0} : PointMm{0, 1};
  const PointMm sideways = across ? PointMm{0, 1} : PointMm{1, 0};
  const auto& points = path.points;
  double nearest = dot(points.front(), sideways);
  double farthest = nearest;
  for (const PointMm& p : points) {
    nearest = std::min(nearest, dot(p, sideways));
    farthest = std::max(farthest, dot(p, sideways));
  }
  for (const ConvexPolygon& piece : pieces) {
    if (const auto inside = lies_inside(piece, sideways, nearest, farthest)) {
      (*inside ? halves.first : halves.second).push_back(piece);
      continue;
    }
    double lo = dot(piece[0], forward);
    double hi = lo;
    for (std::size_t i = 1; i < piece.size(); ++i) {
      lo = std::min(lo, dot(piece[i], forward));
      hi = std::max(hi, dot(piece[i], forward));
    }
    // Strips: before the first point, between points, after the last point.
    for (std::size_t s = 0; s <= points.size(); ++s) {
      const bool first = s == 0;
      const bool last = s == points.size();
      if (!first && dot(points[s - 1], forward) >= hi) break;
      if (!last && dot(points[s], forward) <= lo) continue;
      ConvexPolygon strip = piece;
      if (!first) strip = strip.clipped(-1.0 * forward, -dot(points[s - 1], forward));
      if (!last) strip = strip.clipped(forward, dot(points[s], forward));
      const PointMm a = first ? points.front() : points[s - 1];
      const PointMm way = first || last ? forward : points[s] - a;
      const PointMm normal = across ? PointMm{-way.y, way.x} : PointMm{way.y, -way.x};
      if (strip.area() <= least_area_mm2) continue;
      const auto [inside, outside] = split(Pieces{strip}, normal, dot(a, normal));
      halves.first.insert(halves.first.end(), inside.begin(), inside.end());
      halves.second.insert(halves.second.end(), outside.begin(), outside.end());
    }
  }
  return halves;
}

std::pair<Pieces, Pieces> split(const Pieces& pieces, const BorderLines::Ray& ray) {
  return split(pieces, ray.normal, ray.offset);
}

/// Lines that do not change from cell to cell.
struct CutLines {
  double bisector = 0;
  ZonePath heel;
  ZonePath ball;
  ZonePath toes;  ///< no points without toes
  ZonePath hallux;
  BorderLines::Ray midfoot;
  std::array<BorderLines::Ray, 4> metatarsals;
  BorderLines::Ray second_toe;
};

/// x' of the middle of the heel's width at 15 % of the length (metrics.md 2.1). One line's outer
/// edges are those of two single cells, up to half a cell off; the middle of the lines of a band
/// around it is not.
double heel_bisector(const FootGeometry& g, double band) {
  const double from = (heel_bisector_at - band) * g.reference_length_mm;
  const double to = (heel_bisector_at + band) * g.reference_length_mm;
  const auto lines = static_cast<int>((to - from) / line_spacing_mm);
  double sum = 0;
  int met = 0;
  for (int i = 0; i <= lines; ++i) {
    const double y = 0.5 * (from + to) + (i - 0.5 * lines) * line_spacing_mm;
    const auto width = g.print.across(y, false);
    if (!width) continue;
    sum += 0.5 * (width->lo + width->hi);
    ++met;
  }
  return met > 0 ? sum / met : 0;
}

CutLines lines_of(const FootGeometry& g, const AnalysisSettings& settings) {
  CutLines lines;
  lines.bisector = heel_bisector(g, settings.geometry.heel_bisector_band);
  const auto straight = [&](double fraction) {
    const double y = fraction * g.reference_length_mm;
    return ZonePath{ZonePath::Runs::across, {{0, y}}};
  };
  const bool refined = settings.geometry.refine_zone_lines;
  lines.heel = refined ? g.heel_line : straight(settings.heel_fraction);
  lines.ball = refined ? g.forefoot_line : straight(settings.forefoot_fraction);
  lines.toes = {ZonePath::Runs::across, g.toe_line};
  lines.hallux = g.hallux_line;
  lines.midfoot = g.borders.ray(midfoot_ray);
  for (std::size_t i = 0; i < metatarsal_rays.size(); ++i) {
    lines.metatarsals[i] = g.borders.ray(metatarsal_rays[i]);
  }
  lines.second_toe = g.borders.ray(second_toe_ray);
  return lines;
}

using CellAreas = std::array<double, foot_part_count>;

CellAreas cut_cell(const ConvexPolygon& cell, const CutLines& lines) {
  CellAreas areas{};
  const auto put = [&](FootPart part, const Pieces& pieces) {
    for (const ConvexPolygon& piece : pieces) areas[static_cast<std::size_t>(part)] += piece.area();
  };
  const auto [heel, front] = split(Pieces{cell}, lines.heel);
  const auto [heel_medial, heel_lateral] = split(heel, {1, 0}, lines.bisector);
  put(FootPart::heel_medial, heel_medial);
  put(FootPart::heel_lateral, heel_lateral);
  const auto [midfoot, forefoot] = split(front, lines.ball);
  const auto [midfoot_medial, midfoot_lateral] = split(midfoot, lines.midfoot);
  put(FootPart::midfoot_medial, midfoot_medial);
  put(FootPart::midfoot_lateral, midfoot_lateral);
  Pieces rest = forefoot;
  if (!lines.toes.points.empty()) {
    auto [metatarsals, toes] = split(forefoot, lines.toes);
    const auto [hallux, lesser] = split(toes, lines.hallux);
    const auto [second, others] = split(lesser, lines.second_toe);
    put(FootPart::hallux, hallux);
    put(FootPart::toe2, second);
    put(FootPart::toes3_5, others);
    rest = std::move(metatarsals);
  }
  for (std::size_t i = 0; i < lines.metatarsals.size(); ++i) {
    auto [inner, outer] = split(rest, lines.metatarsals[i]);
    put(static_cast<FootPart>(static_cast<std::size_t>(FootPart::mth1) + i), inner);
    rest = std::move(outer);
  }
  put(FootPart::mth5, rest);
  return areas;
}

}  // namespace

FootParts cut_foot(const FootGeometry& geometry, const AnalysisSettings& settings) {
  const CutLines lines = lines_of(geometry, settings);
  FootParts parts;
  for (const PrintCell& cell : geometry.print.cells()) {
    const CellAreas areas = cut_cell(geometry.print.polygon(cell), lines);
    // Shares of what was found, and the largest takes what rounding left: the sum is 1.
    double total = 0;
    for (const double a : areas) total += a;
    const auto largest =
        static_cast<std::size_t>(std::max_element(areas.begin(), areas.end()) - areas.begin());
    double others = 0;
    for (std::size_t p = 0; p < areas.size(); ++p) {
      if (areas[p] <= 0 || p == largest) continue;
      parts[p].push_back({cell.index, areas[p] / total});
      others += areas[p] / total;
    }
    parts[largest].push_back({cell.index, 1 - others});
  }
  return parts;
}

std::vector<ZoneCell> join_parts(const FootParts& parts, PartSet which) {
  std::map<std::size_t, double> weights;
  for (std::size_t part = 0; part < foot_part_count; ++part) {
    if (!which.contains(part)) continue;
    for (const ZoneCell& cell : parts[part]) weights[cell.cell] += cell.weight;
  }
  std::vector<ZoneCell> zone;
  for (const auto& [cell, weight] : weights) zone.push_back({cell, weight});
  return zone;
}

}  // namespace solea
