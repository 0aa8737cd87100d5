#include "apps/report/drawing/foot_drawing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "apps/pictures/make_feet.h"
#include "apps/report/drawing/foot_cells.h"

namespace solea::report {

namespace {

constexpr double head_pt = 15;  // room for a title above a foot
constexpr double note_pt = 11;  // and for a note below
constexpr double hatch_pt = 0.45;

Drawing empty_drawing(const FeetScale& scale, double above, double below) {
  Drawing drawing;
  drawing.width = scale.width_pt();
  drawing.height = scale.height_pt() + above + below;
  return drawing;
}

Path line(std::vector<Spot> points, Tone tone, double width, bool dashed = false) {
  return {{std::move(points)}, false, {}, tone, width, dashed, 1};
}

/// The path of the centre of pressure over pressures: white in a dark casing, an arrow's point at
/// its end.
void add_path(Drawing& drawing, const FootPaper& paper, const std::vector<PointMm>& points,
              double width) {
  if (points.size() < 2) return;
  std::vector<Spot> spots;
  for (const PointMm& p : points) spots.push_back(paper.of_foot(p));
  drawing.shapes.emplace_back(line(spots, Tone::dark, width + 1.3));
  drawing.shapes.emplace_back(line(spots, Tone::path, width));
  drawing.shapes.emplace_back(Disc{spots.front(), 0.9 * width + 0.6, Tone::path, Tone::dark, 0.7});
  const Spot end = spots.back();
  const Spot before = spots[spots.size() - 1 - std::min<std::size_t>(8, spots.size() - 1)];
  const double length = std::hypot(end.x - before.x, end.y - before.y);
  if (length < 0.5) return;
  const Spot d{(end.x - before.x) / length, (end.y - before.y) / length};
  const double size = 1.7 * width + 2;
  drawing.shapes.emplace_back(Path{{{{end.x + size * d.x, end.y + size * d.y},
                                     {end.x - 0.6 * size * d.y, end.y + 0.6 * size * d.x},
                                     {end.x + 0.6 * size * d.y, end.y - 0.6 * size * d.x}}},
                                   true,
                                   Tone::path,
                                   Tone::dark,
                                   0.7,
                                   false,
                                   1});
}

void add_mark(Drawing& drawing, const std::string& mark, Side side, double x, double y) {
  drawing.shapes.emplace_back(
      Label{{x, y}, mark, 9, true, Anchor::middle, tone_of(side), false, false});
}

}  // namespace

Tone tone_of(Side side) noexcept {
  return side == Side::left ? Tone::left : side == Side::right ? Tone::right : Tone::quiet;
}

FeetScale scale_for(std::span<const FootView> feet, double threshold_kpa) {
  FeetScale scale;
  scale.threshold_kpa = threshold_kpa;
  double half_mm = 40;
  double top_mm = 60;
  double bottom_mm = 0;
  double peak = 0;
  for (const FootView& foot : feet) {
    const FootPaper paper(foot, scale, 0);
    for (std::size_t i = 0; i < foot.print->cells(); ++i) {
      if (foot.print->peak_kpa[i] < threshold_kpa) continue;
      peak = std::max(peak, static_cast<double>(foot.print->peak_kpa[i]));
      for (const PointMm& corner : paper.corners_mm(i)) {
        half_mm = std::max(half_mm, std::abs(corner.x));
        top_mm = std::max(top_mm, corner.y);
        bottom_mm = std::min(bottom_mm, corner.y);
      }
    }
  }
  constexpr double rim_mm = 7;
  scale.left_mm = -half_mm - rim_mm;
  scale.right_mm = half_mm + rim_mm;
  scale.top_mm = top_mm + rim_mm;
  scale.bottom_mm = bottom_mm - rim_mm;
  scale.max_kpa = round_scale_kpa(peak);
  return scale;
}

Drawing draw_foot(const FootView& foot, const FeetScale& scale, const std::string& title,
                  const std::string& note) {
  Drawing drawing = empty_drawing(scale, head_pt, note_pt);
  drawing.label = title;
  const FootPaper paper(foot, scale, head_pt);
  paper.add_pressures(drawing);
  paper.add_outline(drawing, 0.8);
  std::vector<std::pair<std::string, Spot>> marks;
  if (foot.step != nullptr && foot.step->geometry) {
    const FootPicture over = foot_on_plate(*foot.step, scale.threshold_kpa, 0);
    Path borders = line({}, Tone::path, 0.7);
    borders.lines.clear();
    for (const auto& [a, b] : over.zone_borders) {
      borders.lines.push_back({paper.of_plate(a), paper.of_plate(b)});
    }
    drawing.shapes.emplace_back(borders);
    if (over.axis) {
      drawing.shapes.emplace_back(
          line({paper.of_plate(over.axis->first), paper.of_plate(over.axis->second)}, Tone::ink,
               0.7, true));
    }
    for (const auto& zone : over.zones) marks.emplace_back(zone.label, paper.of_plate(zone.centre));
  }
  for (const auto& path : foot.paths) {
    std::vector<Spot> spots;
    for (const PointMm& p : path) spots.push_back(paper.of_foot(p));
    if (foot.paths.size() > 1) drawing.shapes.emplace_back(line(spots, Tone::path, 0.5));
  }
  add_path(drawing, paper, foot.mean_path, 1.7);
  for (const auto& [mark, at] : marks) {
    drawing.shapes.emplace_back(
        Label{{at.x, at.y + 2.5}, mark, 7.5, true, Anchor::middle, Tone::ink, true, false});
  }
  drawing.shapes.emplace_back(Label{
      {drawing.width / 2, 10}, title, 9, true, Anchor::middle, tone_of(foot.side), false, false});
  drawing.shapes.emplace_back(Label{{drawing.width / 2, drawing.height - 2},
                                    note,
                                    7.5,
                                    false,
                                    Anchor::middle,
                                    Tone::quiet,
                                    false,
                                    false});
  return drawing;
}

Drawing draw_large_foot(const FootView& foot, const FeetScale& scale, const std::string& title) {
  constexpr double head = 24;
  Drawing drawing = empty_drawing(scale, head, 0);
  drawing.label = title;
  const FootPaper paper(foot, scale, head);
  paper.add_pressures(drawing);
  paper.add_outline(drawing, 0.8);
  add_path(drawing, paper, foot.mean_path, 1.7);
  drawing.shapes.emplace_back(Label{
      {drawing.width / 2, 15}, title, 15, true, Anchor::middle, tone_of(foot.side), false, false});
  return drawing;
}

Drawing draw_heel(const FootView& foot, const FeetScale& scale, const std::string& mark) {
  FeetScale own = scale;
  const double length = foot.step != nullptr && foot.step->geometry
                            ? foot.step->geometry->reference_length_mm
                            : scale.top_mm;
  own.top_mm = 0.265 * length;  // where its zones end, less the midfoot's first row
  Drawing drawing = empty_drawing(own, 10, 0);
  const FootPaper paper(foot, own, 10);
  paper.add_pressures(drawing, own.top_mm);
  if (foot.step != nullptr && foot.step->geometry) {
    const FootPicture over = foot_on_plate(*foot.step, scale.threshold_kpa, 0);
    Path borders = line({}, Tone::path, 0.9);
    borders.lines.clear();
    for (const auto& [a, b] : over.zone_borders) {
      const Spot from = paper.of_plate(a);
      const Spot to = paper.of_plate(b);
      if (std::min(from.y, to.y) >= 10) borders.lines.push_back({from, to});
    }
    drawing.shapes.emplace_back(borders);
    for (const auto& zone : over.zones) {
      const Spot at = paper.of_plate(zone.centre);
      if (at.y < 14) continue;
      drawing.shapes.emplace_back(
          Label{{at.x, at.y + 2.5}, zone.label, 7.5, true, Anchor::middle, Tone::ink, true, false});
    }
  }
  add_mark(drawing, mark, foot.side, drawing.width / 2, 8);
  return drawing;
}

Drawing draw_arch(const FootView& foot, const FeetScale& scale, const std::string& mark) {
  Drawing drawing = empty_drawing(scale, 10, 0);
  const FootPaper paper(foot, scale, 10);
  const bool known = foot.step != nullptr && foot.step->geometry;
  const auto toeless = known ? foot.step->geometry->print.along(false) : std::nullopt;
  if (!toeless) {
    paper.add_silhouette(drawing, [](std::size_t) { return Color(Tone::rule); });
    add_mark(drawing, mark, foot.side, drawing.width / 2, 8);
    return drawing;
  }
  std::vector<char> toes(foot.step->footprint.cells(), 0);
  for (const PrintCell& cell : foot.step->geometry->print.cells()) {
    toes[cell.index] = cell.toe ? 1 : 0;
  }
  // The thirds are those of the step that gives the geometry, and so are its cells here.
  FootView own = foot;
  own.print = &foot.step->footprint;
  const FootPaper cells(own, scale, 10);
  const double third = toeless->size() / 3;
  cells.add_silhouette(drawing, [&](std::size_t i) {
    if (toes[i] != 0) return Color(Tone::band);
    const double y = cells.along_mm(i);
    const bool middle = y >= toeless->lo + third && y < toeless->lo + 2 * third;
    return middle ? Color(tone_of(foot.side)) : Color(Tone::rule);
  });
  constexpr std::array letters = {"C", "B", "A"};
  for (int i = 0; i <= 3; ++i) {
    const double y = toeless->lo + i * third;
    drawing.shapes.emplace_back(
        line({paper.of_paper({scale.left_mm + 2, y}), paper.of_paper({scale.right_mm - 2, y})},
             Tone::ink, 0.5, true));
    if (i == 3) break;
    const Spot at = paper.of_paper(
        {foot.side == Side::left ? scale.left_mm + 5 : scale.right_mm - 5, y + third / 2});
    drawing.shapes.emplace_back(Label{{at.x, at.y + 2.5},
                                      letters[static_cast<std::size_t>(i)],
                                      6.5,
                                      false,
                                      Anchor::middle,
                                      Tone::quiet,
                                      false,
                                      false});
  }
  add_mark(drawing, mark, foot.side, drawing.width / 2, 8);
  return drawing;
}

Drawing draw_path(const FootView& foot, const FeetScale& scale, const std::string& mark) {
  Drawing drawing = empty_drawing(scale, 10, 0);
  const FootPaper paper(foot, scale, 10);
  paper.add_silhouette(drawing, [](std::size_t) { return Color(Tone::rule); });
  for (const auto& path : foot.paths) {
    std::vector<Spot> spots;
    for (const PointMm& p : path) spots.push_back(paper.of_foot(p));
    if (foot.paths.size() > 1) drawing.shapes.emplace_back(line(spots, Tone::quiet, 0.35));
  }
  if (foot.mean_path.size() > 1) {
    std::vector<Spot> spots;
    for (const PointMm& p : foot.mean_path) spots.push_back(paper.of_foot(p));
    drawing.shapes.emplace_back(line({spots.front(), spots.back()}, Tone::ink, 0.5, true));
    drawing.shapes.emplace_back(line(spots, tone_of(foot.side), 1.5));
    drawing.shapes.emplace_back(Disc{spots.front(), 1.8, Tone::paper, tone_of(foot.side), 0.8});
    drawing.shapes.emplace_back(Disc{spots.back(), 1.8, tone_of(foot.side), {}, 0});
  }
  add_mark(drawing, mark, foot.side, drawing.width / 2, 8);
  return drawing;
}

Drawing draw_difference(const FootView& foot, const Footprint& under, const FeetScale& scale,
                        double end_kpa, const std::string& title) {
  Drawing drawing = empty_drawing(scale, head_pt, 0);
  drawing.label = title;
  const FootPaper paper(foot, scale, head_pt);
  // White is "no change" in every scheme.
  drawing.shapes.emplace_back(Path{{{{0, head_pt},
                                     {drawing.width, head_pt},
                                     {drawing.width, drawing.height},
                                     {0, drawing.height}}},
                                   true,
                                   Color(Color::Table::difference, 0),
                                   {},
                                   0,
                                   false,
                                   1});
  FootView outlined = foot;
  outlined.print = &under;
  FootPaper(outlined, scale, head_pt).add_outline(drawing, 0.5, Tone::dark);
  paper.add_cells(drawing, [&](std::size_t i) {
    const double kpa = foot.print->peak_kpa[i];
    if (std::abs(kpa) < 0.5) return Color();
    return Color(Color::Table::difference, kpa / end_kpa);
  });
  // Hatched where it became less: in grey both directions are alike.
  Path hatch = line({}, Tone::dark, hatch_pt);
  hatch.lines.clear();
  for (std::size_t i = 0; i < foot.print->cells(); ++i) {
    if (foot.print->peak_kpa[i] > -0.04 * end_kpa) continue;
    const auto corners = paper.corners_mm(i);
    hatch.lines.push_back({paper.of_paper(corners[0]), paper.of_paper(corners[2])});
  }
  if (!hatch.lines.empty()) drawing.shapes.emplace_back(std::move(hatch));
  drawing.shapes.emplace_back(Label{
      {drawing.width / 2, 10}, title, 9, true, Anchor::middle, tone_of(foot.side), false, false});
  return drawing;
}

Drawing side_by_side(const std::vector<Drawing>& drawings, double gap_pt) {
  Drawing all;
  for (const Drawing& d : drawings) {
    all.height = std::max(all.height, d.height);
    all.width += d.width + (all.width > 0 ? gap_pt : 0);
    all.label += (all.label.empty() ? "" : ", ") + d.label;
  }
  double x = 0;
  for (const Drawing& d : drawings) {
    all.place(d, x, all.height - d.height);
    x += d.width + gap_pt;
  }
  return all;
}

Drawing draw_color_bar(Color::Table table, double height_pt, const std::string& unit,
                       const std::vector<std::string>& labels) {
  Drawing bar;
  bar.width = 40;
  bar.height = height_pt;
  bar.label = unit;
  constexpr double width = 8;
  const double top = 20;
  const double length = height_pt - top - 14;
  constexpr int steps = 48;
  for (int i = 0; i < steps; ++i) {
    const double from = static_cast<double>(i) / steps;
    const double y0 = top;  // to the end, the next colours over it: no seams
    const double y1 = top + length * (1 - from);
    const double value =
        table == Color::Table::difference ? 2 * (from + 0.5 / steps) - 1 : from + 0.5 / steps;
    bar.shapes.emplace_back(Path{{{{0, y0}, {width, y0}, {width, y1}, {0, y1}}},
                                 true,
                                 Color(table, value),
                                 {},
                                 0,
                                 false,
                                 1});
  }
  if (table == Color::Table::difference) {
    Path hatch = line({}, Tone::ink, hatch_pt);
    hatch.lines.clear();
    for (double y = top + length / 2 + 0.35 * width; y + width <= top + length; y += 0.7 * width) {
      hatch.lines.push_back({{0, y + width}, {width, y}});
    }
    bar.shapes.emplace_back(std::move(hatch));
  }
  bar.shapes.emplace_back(Path{{{{0, top}, {width, top}, {width, top + length}, {0, top + length}}},
                               true,
                               {},
                               Tone::quiet,
                               0.4,
                               false,
                               1});
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(labels.size() - 1);
    const double y = top + length * (1 - t);
    bar.shapes.emplace_back(line({{width, y}, {width + 2.5, y}}, Tone::quiet, 0.5));
    bar.shapes.emplace_back(
        Label{{width + 5, y + 2.6}, labels[i], 7.5, false, Anchor::start, Tone::ink, false, false});
  }
  bar.shapes.emplace_back(
      Label{{0, 12}, unit, 7.5, false, Anchor::start, Tone::quiet, false, false});
  return bar;
}

}  // namespace solea::report
