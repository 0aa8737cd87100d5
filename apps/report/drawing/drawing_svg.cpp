#include "apps/report/drawing/drawing_svg.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include "apps/results/markup.h"

namespace solea::report {

namespace {

constexpr std::array<std::pair<Tone, std::string_view>, 10> tones = {{{Tone::ink, "ink"},
                                                                      {Tone::quiet, "quiet"},
                                                                      {Tone::rule, "rule"},
                                                                      {Tone::paper, "paper"},
                                                                      {Tone::left, "left"},
                                                                      {Tone::right, "right"},
                                                                      {Tone::band, "band"},
                                                                      {Tone::warn, "warn"},
                                                                      {Tone::dark, "dark"},
                                                                      {Tone::path, "path"}}};

std::string_view name_of(Tone tone) {
  for (const auto& [known, name] : tones) {
    if (known == tone) return name;
  }
  return "";
}

std::string hex(const Rgb& rgb) {
  return fmt::format("#{:02x}{:02x}{:02x}", rgb[0], rgb[1], rgb[2]);
}

/// A coordinate to a hundredth of a point, without zeros at its end.
std::string coordinate(double value) {
  std::string text = fmt::format("{:.2f}", value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

/// Classes and attributes of a surface and a line.
std::string look(const Color& fill, const Color& stroke, double width, bool dashed) {
  std::string classes;
  std::string attributes;
  if (fill.table != Color::Table::none) {
    attributes += fmt::format(" fill=\"{}\"", hex(rgb_of_table(fill)));
  } else if (fill.visible()) {
    classes += fmt::format("f-{} ", name_of(fill.tone));
  } else {
    attributes += " fill=\"none\"";
  }
  if (stroke.visible()) {
    if (stroke.table != Color::Table::none) {
      attributes += fmt::format(" stroke=\"{}\"", hex(rgb_of_table(stroke)));
    } else {
      classes += fmt::format("s-{} ", name_of(stroke.tone));
    }
    attributes += fmt::format(" stroke-width=\"{}\"", coordinate(width));
    if (dashed) {
      attributes += fmt::format(" stroke-dasharray=\"{} {}\"", coordinate(3.2 * width + 1),
                                coordinate(2 * width + 1));
    }
  }
  if (!classes.empty()) {
    classes.pop_back();
    attributes += fmt::format(" class=\"{}\"", classes);
  }
  return attributes;
}

struct Writer {
  std::string& svg;

  void operator()(const Path& path) const {
    std::string d;
    for (const auto& line : path.lines) {
      for (std::size_t i = 0; i < line.size(); ++i) {
        d += i == 0 ? 'M' : i == 1 ? 'L' : ' ';
        d += coordinate(line[i].x) + ' ' + coordinate(line[i].y);
      }
      if (path.closed) d += 'z';
    }
    if (d.empty()) return;
    const std::string opacity =
        path.opacity < 1 ? fmt::format(" fill-opacity=\"{}\"", coordinate(path.opacity)) : "";
    svg += fmt::format("<path d=\"{}\"{}{}/>\n", d,
                       look(path.fill, path.stroke, path.width, path.dashed), opacity);
  }

  void operator()(const Disc& disc) const {
    svg += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>\n", coordinate(disc.at.x),
                       coordinate(disc.at.y), coordinate(disc.radius),
                       look(disc.fill, disc.stroke, disc.width, false));
  }

  void operator()(const Label& words) const {
    std::string classes = fmt::format("f-{}", name_of(words.tone));
    if (words.strong) classes += " strong";
    if (words.halo) classes += " halo";
    const char* anchor = words.anchor == Anchor::middle ? " text-anchor=\"middle\""
                         : words.anchor == Anchor::end  ? " text-anchor=\"end\""
                                                        : "";
    const std::string x = coordinate(words.at.x);
    const std::string y = coordinate(words.at.y);
    const std::string turn =
        words.upright ? fmt::format(" transform=\"rotate(-90 {} {})\"", x, y) : "";
    svg += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" class=\"{}\"{}{}>{}</text>\n", x,
                       y, coordinate(words.size), classes, anchor, turn, escaped(words.text));
  }
};

}  // namespace

std::string to_svg(const Drawing& drawing) {
  // Points to CSS pixels: 4/3.
  std::string svg = fmt::format(
      "<svg viewBox=\"0 0 {0} {1}\" style=\"width:{2:.0f}px\" role=\"img\" "
      "aria-label=\"{3}\">\n",
      coordinate(drawing.width), coordinate(drawing.height), drawing.width * 4 / 3,
      escaped(drawing.label));
  for (const Shape& shape : drawing.shapes) std::visit(Writer{svg}, shape);
  return svg + "</svg>\n";
}

std::string svg_style() {
  std::string css;
  for (const auto& [tone, name] : tones) {
    fmt::format_to(std::back_inserter(css),
                   ".f-{0}{{fill:var(--{0})}}.s-{0}{{stroke:var(--{0})}}\n", name);
  }
  css +=
      "svg path,svg circle{stroke-linejoin:round;stroke-linecap:butt}\n"
      "svg .strong{font-weight:600}\n"
      "svg .halo{paint-order:stroke;stroke:var(--paper);stroke-width:2px;stroke-linejoin:round}\n";
  return css;
}

}  // namespace solea::report
