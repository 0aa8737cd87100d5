#include "apps/report/drawing/chart_drawing.h"

#include <qrencode.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>

#include "apps/report/drawing/foot_drawing.h"
#include "apps/results/axis_step.h"

namespace solea::report {

namespace {

Path rectangle(double x, double y, double width, double height, Color fill, double opacity = 1) {
  return {{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}},
          true,
          fill,
          {},
          0,
          false,
          opacity};
}

Label label(double x, double y, std::string words, Tone tone, Anchor anchor = Anchor::start,
            double size = 7.5, bool strong = false) {
  return {{x, y}, std::move(words), size, strong, anchor, tone, false, false};
}

Path line(std::vector<Spot> points, Tone tone, double width, bool dashed = false) {
  return {{std::move(points)}, false, {}, tone, width, dashed, 1};
}

/// The defined stretches of a curve on paper.
template <class Place>
std::vector<std::vector<Spot>> stretches(const std::vector<double>& y, const Place& place) {
  std::vector<std::vector<Spot>> out(1);
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (std::isnan(y[i])) {
      if (!out.back().empty()) out.emplace_back();
    } else {
      out.back().push_back(place(static_cast<double>(i), y[i]));
    }
  }
  return out;
}

}  // namespace

Drawing draw_chart(const std::vector<StanceLine>& lines, const std::string& title,
                   const std::string& unit, const Words& words, double width, double height) {
  double low = 0;
  double high = -std::numeric_limits<double>::infinity();
  for (const StanceLine& l : lines) {
    for (std::size_t i = 0; i < l.mean.size(); ++i) {
      if (std::isnan(l.mean[i])) continue;
      const double sd = i < l.sd.size() && !std::isnan(l.sd[i]) ? l.sd[i] : 0;
      high = std::max(high, l.mean[i] + sd);
      low = std::min(low, l.mean[i]);
    }
  }
  Drawing chart;
  chart.label = title;
  if (!(high > low)) return chart;
  chart.width = width;
  chart.height = height;
  const double step = axis_step(high - low, 4);
  low = step * std::floor(low / step + 1e-9);
  high = step * std::ceil(high / step - 1e-9);
  const double x0 = 30;
  const double x1 = width - 12;
  const double y0 = height - (width > 200 ? 24 : 14);
  const double y1 = 20;
  const auto place = [&](double pct, double value) {
    const double inside = std::clamp(value, low, high);
    return Spot{x0 + (x1 - x0) * pct / 100, y0 - (y0 - y1) * (inside - low) / (high - low)};
  };
  chart.shapes.emplace_back(label(0, 9, title, Tone::ink, Anchor::start, 7.5, true));
  chart.shapes.emplace_back(label(x1, 9, unit, Tone::quiet, Anchor::end));
  for (double value = low; value <= high + step / 2; value += step) {
    const Spot at = place(0, value);
    chart.shapes.emplace_back(line({at, {x1, at.y}}, Tone::rule, 0.4));
    chart.shapes.emplace_back(
        label(x0 - 4, at.y + 2.6, words.plain(value), Tone::quiet, Anchor::end));
  }
  for (int pct = 0; pct <= 100; pct += width > 200 ? 25 : 50) {
    const Spot at = place(pct, low);
    chart.shapes.emplace_back(line({at, {at.x, at.y + 2.5}}, Tone::quiet, 0.5));
    chart.shapes.emplace_back(
        label(at.x, at.y + 11, words.plain(pct), Tone::quiet, Anchor::middle));
  }
  const bool wide = width > 200;  // small ones stand beside a wide one that tells
  if (wide) {
    chart.shapes.emplace_back(
        label(x1, height - 3, words("% of stance"), Tone::quiet, Anchor::end));
  }
  for (const StanceLine& l : lines) {
    if (l.sd.size() != l.mean.size()) continue;
    Path band;
    band.closed = true;
    band.fill = tone_of(l.side);
    band.opacity = 0.18;
    std::vector<double> upper(l.mean.size());
    std::vector<double> lower(l.mean.size());
    for (std::size_t i = 0; i < l.mean.size(); ++i) {
      upper[i] = l.mean[i] + l.sd[i];
      lower[i] = l.mean[i] - l.sd[i];
    }
    const auto above = stretches(upper, place);
    const auto below = stretches(lower, place);
    for (std::size_t k = 0; k < std::min(above.size(), below.size()); ++k) {
      std::vector<Spot> rim = above[k];
      rim.insert(rim.end(), below[k].rbegin(), below[k].rend());
      if (rim.size() > 2) band.lines.push_back(std::move(rim));
    }
    if (!band.lines.empty()) chart.shapes.emplace_back(std::move(band));
  }
  double legend = x0 + 4;
  for (const StanceLine& l : lines) {
    Path curve = line({}, tone_of(l.side), 1.2, l.side == Side::right);
    curve.lines = stretches(l.mean, place);
    chart.shapes.emplace_back(std::move(curve));
    if (l.side == Side::unknown || !wide) continue;
    const double y = height - 6;
    chart.shapes.emplace_back(
        line({{legend, y}, {legend + 16, y}}, tone_of(l.side), 1.2, l.side == Side::right));
    chart.shapes.emplace_back(label(legend + 19, y + 2.6, words(l.side == Side::left ? "L" : "R"),
                                    tone_of(l.side), Anchor::start, 7.5, true));
    legend += 34;
  }
  return chart;
}

Drawing draw_phases(const std::vector<PhaseBar>& bars, const Words& words, double width) {
  constexpr std::array names = {"ICP", "FFCP", "FFP", "FFPOP"};
  constexpr std::array shades = {0.85, 0.55, 0.32, 0.14};
  constexpr double row = 22;
  constexpr double x0 = 14;
  Drawing drawing;
  drawing.label = words("Phases of the stance");
  drawing.width = width;
  drawing.height = 0;
  for (const PhaseBar& bar : bars) {
    double sum = 0;
    bool complete = bar.pct.size() == names.size();
    for (const auto& pct : bar.pct) {
      complete = complete && pct;
      sum += pct.value_or(0);
    }
    if (!complete || sum <= 0) continue;
    const double y = drawing.height;
    drawing.shapes.emplace_back(
        label(0, y + 9, bar.mark, tone_of(bar.side), Anchor::start, 9, true));
    double x = x0;
    double label_end = x0;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const double part = (width - x0) * *bar.pct[i] / sum;
      Path segment = rectangle(x, y + 1, part, 9, tone_of(bar.side), shades[i]);
      segment.stroke = Tone::paper;
      segment.width = 0.8;
      drawing.shapes.emplace_back(segment);
      const std::string value = std::string(names[i]) + " " + words.number(*bar.pct[i], 1) + " %";
      // In the middle of its part, or as near as the one before it lets it.
      constexpr double letter = 6.8;  // with the larger letters of a telephone
      const double room = letter * static_cast<double>(value.size());
      const double at = std::max(x + (part - room) / 2, label_end);
      drawing.shapes.emplace_back(label(at + room / 2, y + 18, value, Tone::quiet, Anchor::middle));
      label_end = at + room;
      x += part;
    }
    drawing.height += row;
  }
  if (drawing.height <= 0) drawing.width = 0;
  return drawing;
}

namespace {

/// A footprint as a sketch, 40 wide and 100 long, medial to the right; `arch`: width of the
/// midfoot.
Drawing sketch(double arch, Color fill, Tone rim, double scale) {
  // Along the foot from the heel: medial and lateral edge.
  struct Row {
    double y, medial, lateral;
  };
  const double inner = 8 + arch;
  const std::array<Row, 11> rows = {{{0, 19, 15},
                                     {3, 25, 10},
                                     {10, 28, 8},
                                     {18, 28, 8},
                                     {26, inner > 22 ? 26.0 : 20.0, 8},
                                     {36, inner, 8},
                                     {46, inner + 1, 7},
                                     {56, 31, 5},
                                     {64, 36, 4},
                                     {72, 36, 6},
                                     {77, 30, 14}}};
  Drawing foot;
  foot.width = 42 * scale;
  foot.height = 104 * scale;
  Path sole;
  sole.closed = true;
  sole.fill = fill;
  sole.stroke = rim;
  sole.width = 1.1;
  std::vector<Spot> outline;
  for (const Row& r : rows) outline.push_back({r.medial * scale, (102 - r.y) * scale});
  for (std::size_t i = rows.size(); i-- > 0;) {
    outline.push_back({rows[i].lateral * scale, (102 - rows[i].y) * scale});
  }
  // Rounded: each corner is cut twice (Chaikin 1974).
  for (int pass = 0; pass < 3; ++pass) {
    std::vector<Spot> next;
    for (std::size_t i = 0; i < outline.size(); ++i) {
      const Spot& a = outline[i];
      const Spot& b = outline[(i + 1) % outline.size()];
      next.push_back({0.75 * a.x + 0.25 * b.x, 0.75 * a.y + 0.25 * b.y});
      next.push_back({0.25 * a.x + 0.75 * b.x, 0.25 * a.y + 0.75 * b.y});
    }
    outline = std::move(next);
  }
  sole.lines.push_back(std::move(outline));
  foot.shapes.emplace_back(std::move(sole));
  constexpr std::array<std::array<double, 3>, 5> toes = {
      {{31, 89, 5.6}, {22, 90, 3.6}, {15.5, 87.5, 3.2}, {10, 84, 2.9}, {5.5, 79, 2.6}}};
  for (const auto& toe : toes) {
    foot.shapes.emplace_back(
        Disc{{toe[0] * scale, (102 - toe[1]) * scale}, toe[2] * scale, fill, rim, 1.1});
  }
  return foot;
}

}  // namespace

Drawing draw_arches(std::optional<ArchClass> left, std::optional<ArchClass> right,
                    const Words& words, double width) {
  struct ArchKind {
    ArchClass arch;
    const char* name;
    double width;
  };
  constexpr std::array<ArchKind, 3> kinds = {{{ArchClass::flat, "flat arch", 22},
                                              {ArchClass::normal, "medium arch", 11},
                                              {ArchClass::high, "high arch", 3.5}}};
  Drawing drawing;
  drawing.label = words("Arch");
  constexpr double scale = 0.74;
  drawing.width = width;
  drawing.height = 104 * scale + 38;
  const double room = width / 3;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const bool l = left && *left == kinds[i].arch;
    const bool r = right && *right == kinds[i].arch;
    const double centre = room * (static_cast<double>(i) + 0.5);
    const bool lit = l || r;
    const Drawing foot = sketch(kinds[i].width, lit ? Color(Tone::ink) : Color(Tone::band),
                                lit ? Tone::ink : Tone::rule, scale);
    drawing.place(foot, centre - foot.width / 2, 0);
    drawing.shapes.emplace_back(label(centre, 104 * scale + 15, words(kinds[i].name),
                                      lit ? Tone::ink : Tone::quiet, Anchor::middle, 13, lit));
    if (!lit) continue;
    const std::string who = l && r ? words("both feet") : l ? words("left") : words("right");
    drawing.shapes.emplace_back(label(centre, 104 * scale + 33, who,
                                      l && r ? Tone::ink
                                      : l    ? Tone::left
                                             : Tone::right,
                                      Anchor::middle, 13, true));
  }
  return drawing;
}

Drawing draw_balance(double left_pct, const Words& words, double width) {
  Drawing bar;
  bar.label = words("Balance");
  bar.width = width;
  bar.height = 46;
  const double split = width * left_pct / 100;
  bar.shapes.emplace_back(rectangle(0, 4, split - 1, 18, Tone::left, 0.9));
  bar.shapes.emplace_back(rectangle(split + 1, 4, width - split - 1, 18, Tone::right, 0.55));
  bar.shapes.emplace_back(line({{width / 2, 0}, {width / 2, 26}}, Tone::ink, 1.2));
  bar.shapes.emplace_back(label(0, 42, words("left") + " " + words.number(left_pct, 0) + " %",
                                Tone::left, Anchor::start, 13, true));
  bar.shapes.emplace_back(label(width, 42,
                                words("right") + " " + words.number(100 - left_pct, 0) + " %",
                                Tone::right, Anchor::end, 13, true));
  return bar;
}

Drawing draw_code(const std::string& text, double size_pt) {
  Drawing drawing;
  drawing.label = text;
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);
  if (!code) return drawing;
  drawing.width = size_pt;
  drawing.height = size_pt;
  constexpr int quiet_zone = 4;
  const double cell = size_pt / (code->width + 2 * quiet_zone);
  // Black on white in every scheme, else telephones do not read it.
  drawing.shapes.emplace_back(
      rectangle(0, 0, size_pt, size_pt, Color(Color::Table::difference, 0)));
  Path black;
  black.closed = true;
  black.fill = Color(Color::Table::difference, 0, 0);
  for (int row = 0; row < code->width; ++row) {
    for (int col = 0; col < code->width; ++col) {
      if ((code->data[row * code->width + col] & 1) == 0) continue;
      const double x = (col + quiet_zone) * cell;
      const double y = (row + quiet_zone) * cell;
      black.lines.push_back({{x, y}, {x + cell, y}, {x + cell, y + cell}, {x, y + cell}});
    }
  }
  drawing.shapes.emplace_back(std::move(black));
  return drawing;
}

}  // namespace solea::report
