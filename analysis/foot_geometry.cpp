#include "analysis/foot_geometry.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace solea {

namespace {

constexpr double line_spacing_mm = 0.5;  // metrics.md 3.3

PointMm unit(PointMm v) {
  const double length = std::hypot(v.x, v.y);
  return length > 0 ? (1 / length) * v : PointMm{0, 1};
}

}  // namespace

std::optional<PointMm> heel_centre(const PrintCells& print, Extent length, double fraction) {
  const double cut = length.lo + fraction * length.size();
  PointMm sum;
  double area = 0;
  for (const PrintCell& cell : print.cells()) {
    if (cell.centre.y - print.half_along_mm() >= cut) continue;
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

namespace {

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

/// Narrowest lines of the toeless print in a band.
std::optional<Isthmus> find_isthmus(const PrintCells& print, Extent band) {
  std::vector<std::pair<double, double>> widths;
  double least = std::numeric_limits<double>::infinity();
  for (double y = band.lo; y <= band.hi; y += line_spacing_mm) {
    const auto x = print.across(y, false);
    widths.emplace_back(y, x ? x->size() : 0.0);
    least = std::min(least, widths.back().second);
  }
  if (widths.empty()) return std::nullopt;
  // The first run of lines of that width.
  Isthmus isthmus{least, {0, 0}};
  bool inside = false;
  for (const auto& [y, width] : widths) {
    const bool narrow = width <= least + 1e-9;
    if (inside && !narrow) break;
    if (!narrow) continue;
    if (!inside) isthmus.along.lo = y;
    isthmus.along.hi = y;
    inside = true;
  }
  return isthmus;
}

/// Where the whole foot lies along the axis when the print shows this part of it.
Extent whole_foot(const PrintCells& print, PrintPart part, ToeLineSource toes, Extent before,
                  const GeometrySettings& settings) {
  const Extent length = *print.along(true);
  switch (part) {
    case PrintPart::whole:
      if (toes != ToeLineSource::none) return length;
      return {length.lo, length.lo + length.size() / settings.toeless_length};
    case PrintPart::forefoot: {
      const auto ball = find_ball(print, length.lo, settings.ball_nearly_widest);
      if (!ball) return before;
      const double whole = std::max(length.size(), ball->width_mm / settings.ball_width);
      const double lo =
          toes != ToeLineSource::none ? length.hi - whole : ball->y - settings.ball_at * whole;
      return {lo, lo + whole};
    }
    case PrintPart::heel:
      break;
  }
  const double heel = widest_mm(print, length.lo, length.lo + 0.5 * length.size(), true);
  return {length.lo, length.lo + std::max(length.size(), heel / settings.heel_width)};
}

/// Border lines of a partial print: what it does not show comes from usual proportions around the
/// middle line `x`.
BorderLines usual_borders(const PrintCells& print, PrintPart part, Extent foot, double x,
                          const GeometrySettings& settings) {
  const double heel = 0.5 * settings.heel_width * foot.size();
  const double ball = 0.5 * settings.ball_width * foot.size();
  TangentLine medial{{x - heel, foot.lo + 0.2 * foot.size()},
                     {x - ball, foot.lo + 0.70 * foot.size()}};
  TangentLine lateral{{x + heel, foot.lo + 0.2 * foot.size()},
                      {x + ball, foot.lo + 0.65 * foot.size()}};
  if (part == PrintPart::forefoot) {
    if (const auto line = find_ball(print, foot.lo, settings.ball_nearly_widest)) {
      medial.ball.x = line->x.lo;
      lateral.ball.x = line->x.hi;
    }
  }
  return make_borders(medial, lateral);
}

constexpr double hallux_ray = 0.33;  // of alpha (metrics.md 7.3)

/// The lines between zones that follow low pressure.
void find_zone_lines(FootGeometry& g, const Footprint& footprint,
                     const AnalysisSettings& settings) {
  const GeometrySettings& how = settings.geometry;
  const double length = g.reference_length_mm;
  const BorderLines::Ray ray = g.borders.ray(hallux_ray);
  // From behind the toe line to the tip of the print.
  const Extent toes{how.toe_line_lateral * length, std::max(g.print.along(true)->hi, length)};
  g.hallux_line = {ZonePath::Runs::along,
                   {{ray.x_at(toes.lo), toes.lo}, {ray.x_at(toes.hi), toes.hi}}};
  if (!g.toe_line.empty()) {
    // Only toes count: under the ball the line has no meaning.
    Footprint only_toes = footprint;
    for (float& kpa : only_toes.peak_kpa) kpa = 0;
    for (const PrintCell& cell : g.print.cells()) {
      if (cell.toe) only_toes.peak_kpa[cell.index] = static_cast<float>(cell.peak_kpa);
    }
    g.hallux_line = find_valley(only_toes, g.frame,
                                {ZonePath::Runs::along, toes, [&](double y) { return ray.x_at(y); },
                                 how.hallux_freedom * length, how.path_cost_kpa});
  }
  if (!how.refine_zone_lines) return;
  Extent x{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const PrintCell& cell : g.print.cells()) {
    x = {std::min(x.lo, cell.centre.x), std::max(x.hi, cell.centre.x)};
  }
  const auto refined = [&](double fraction) {
    return find_valley(footprint, g.frame,
                       {ZonePath::Runs::across, x, [&](double) { return fraction * length; },
                        how.zone_line_freedom * length, how.path_cost_kpa});
  };
  g.heel_line = refined(settings.heel_fraction);
  g.forefoot_line = refined(settings.forefoot_fraction);
}

/// Lengths and widths of the print in its frame.
void measure_lengths(FootGeometry& g, const AnalysisSettings& settings) {
  const Extent with_toes = *g.print.along(true);
  const Extent toeless = g.print.along(false).value_or(Extent{});
  g.length_mm = with_toes.size();
  g.toeless_length_mm = toeless.size();
  const double heel_line = settings.heel_fraction * g.reference_length_mm;
  const double ball_line = settings.forefoot_fraction * g.reference_length_mm;
  if (g.part != PrintPart::forefoot) {
    g.heel_width_mm = widest_mm(g.print, std::max(0.0, with_toes.lo), heel_line, false);
  }
  if (g.part != PrintPart::heel) {
    g.forefoot_width_mm = widest_mm(g.print, ball_line, toeless.hi, false);
  }
  if (g.part == PrintPart::whole) g.isthmus = find_isthmus(g.print, {heel_line, ball_line});
}

}  // namespace

std::string_view to_string(AxisSource source) noexcept {
  switch (source) {
    case AxisSource::second_toe:
      return "second_toe";
    case AxisSource::tangents:
      return "tangents";
    case AxisSource::rectangle:
      return "rectangle";
    case AxisSource::template_step:
      break;
  }
  return "template";
}

std::optional<FootGeometry> measure_geometry(const Footprint& footprint, const StepCurves& curves,
                                             const AnalysisSettings& settings) {
  const double threshold = settings.contact_threshold_kpa;
  const GeometrySettings& how = settings.geometry;
  FootFrame frame;
  if (PrintCells(footprint, frame, threshold).cells().size() < how.least_cells) return std::nullopt;
  const PrintOrientation start = orient_print(footprint, curves, threshold, how);
  frame.axis = start.axis;
  const SideVote vote = vote_side(PrintCells(footprint, frame, threshold), curves, settings.sides);
  frame.side = settings.side.value_or(vote.side);

  FootGeometry geometry{.frame = frame,
                        .side_confidence = settings.side ? 1.0 : vote.confidence,
                        .part = start.part,
                        .print = PrintCells(footprint, frame, threshold),
                        .toe_line = {},
                        .borders = {},
                        .hallux_line = {},
                        .heel_line = {},
                        .forefoot_line = {},
                        .isthmus = {}};
  // Tangents, toe line and axis depend on each other: a few rounds settle them.
  Extent foot = *geometry.print.along(true);
  constexpr int rounds = 3;
  for (int round = 0; round <= rounds; ++round) {
    const PrintCells all(footprint, frame, threshold);
    foot = whole_foot(all, start.part,
                      round == 0 ? ToeLineSource::valley : geometry.toe_line_source, foot, how);
    ToeLine line;
    line.toes.assign(footprint.cells(), 0);
    if (start.part != PrintPart::heel) {
      line = find_toe_line(footprint, frame, foot, threshold, how);
    }
    geometry.toe_line_source = line.source;
    foot = whole_foot(all, start.part, line.source, foot, how);
    frame.origin = frame.origin + foot.lo * frame.axis;  // the heel end
    for (PointMm& p : line.path.points) p.y -= foot.lo;
    foot = {0, foot.size()};
    geometry.print = PrintCells(footprint, frame, threshold, line.toes);
    geometry.toe_line = std::move(line.path.points);
    geometry.frame = frame;
    geometry.reference_length_mm = foot.size();

    if (start.part != PrintPart::whole) {
      // No heel centre, or no ball: the rectangle's axis stays. Its line is the print's middle.
      geometry.axis_source = AxisSource::rectangle;
      double middle = 0;
      for (const PrintCell& cell : geometry.print.cells()) middle += cell.centre.x;
      middle /= static_cast<double>(geometry.print.cells().size());
      if (const auto ball = find_ball(geometry.print, 0, how.ball_nearly_widest);
          ball && start.part != PrintPart::heel) {
        middle = 0.5 * (ball->x.lo + ball->x.hi);
      }
      geometry.borders = usual_borders(geometry.print, start.part, foot, middle, how);
      if (round > 0) break;
      frame.origin = frame.to_plate({middle, 0});
      continue;
    }
    const auto borders = find_borders(geometry.print, foot);
    const auto heel =
        heel_centre(geometry.print, *geometry.print.along(true), how.heel_centre_fraction);
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
  }
  find_zone_lines(geometry, footprint, settings);
  measure_lengths(geometry, settings);
  return geometry;
}

std::optional<FootGeometry> geometry_from_template(const Footprint& footprint,
                                                   const FootGeometry& other,
                                                   const FootFrame& frame,
                                                   const AnalysisSettings& settings) {
  const double threshold = settings.contact_threshold_kpa;
  const GeometrySettings& how = settings.geometry;
  std::vector<char> toes(footprint.cells(), 0);
  if (!other.toe_line.empty()) {
    toes = cells_beyond(footprint, frame, {ZonePath::Runs::across, other.toe_line});
  }
  FootGeometry g{.frame = frame,
                 .side_confidence = other.side_confidence,
                 .axis_source = AxisSource::template_step,
                 .print = PrintCells(footprint, frame, threshold, toes),
                 .toe_line_source = ToeLineSource::template_step,
                 .toe_line = other.toe_line,
                 .borders = other.borders,
                 .hallux_line = other.hallux_line,
                 .heel_line = other.heel_line,
                 .forefoot_line = other.forefoot_line,
                 .reference_length_mm = other.reference_length_mm,
                 .isthmus = {}};
  const auto along = g.print.along(true);
  if (!along || g.print.cells().size() < how.least_cells) return std::nullopt;
  const double length = g.reference_length_mm;
  // A whole heel begins near the origin, a whole ball ends near where toeless prints do.
  const bool heel = along->lo < how.whole_heel_before * length;
  const bool ball = along->hi > (how.toeless_length - how.whole_ball_short) * length;
  const bool behind = 0.5 * (along->lo + along->hi) < 0.5 * length;  // where neither is whole
  g.part = heel && ball                ? PrintPart::whole
           : heel || (!ball && behind) ? PrintPart::heel
                                       : PrintPart::forefoot;
  measure_lengths(g, settings);
  return g;
}

}  // namespace solea
