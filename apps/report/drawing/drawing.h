#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/color_scale.h"

/// A picture as lines, surfaces and words: data, drawn once and written as SVG and PDF.
namespace solea::report {

/// Colours with a meaning. A page decides what they look like: on paper, on a dark screen.
enum class Tone : std::uint8_t {
  none,
  ink,
  quiet,
  rule,   ///< grids and frames
  paper,  ///< what is behind
  left,
  right,
  band,  ///< a light area
  warn,  ///< amber
  dark,  ///< around a path, dark on every background
  path,  ///< the centre of pressure over pressures: white, with `ink` around it
};

/// A tone, or a colour of a table: pressure (0 to 1 of its scale), difference (-1 to 1).
struct Color {
  Tone tone = Tone::none;
  enum class Table : std::uint8_t { none, pressure, difference } table = Table::none;
  double value = 0;
  double shade = 1;  ///< of a table's colour: darker below 1, for the sides of a relief

  Color() = default;
  Color(Tone t) : tone(t) {}  // NOLINT(google-explicit-constructor): a tone is a colour
  Color(Table t, double v, double s = 1) : table(t), value(v), shade(s) {}
  [[nodiscard]] bool visible() const noexcept { return tone != Tone::none || table != Table::none; }
};

[[nodiscard]] Rgb rgb_of_table(const Color& color) noexcept;

/// x to the right, y DOWN, points (1/72 inch).
struct Spot {
  double x = 0;
  double y = 0;
};

struct Path {
  std::vector<std::vector<Spot>> lines;
  bool closed = false;
  Color fill;
  Color stroke;
  double width = 0.75;
  bool dashed = false;
  double opacity = 1;  ///< of the fill
};

struct Disc {
  Spot at;
  double radius = 1;
  Color fill;
  Color stroke;
  double width = 0.75;
};

enum class Anchor : std::uint8_t { start, middle, end };

struct Label {
  Spot at;  ///< on the base line
  std::string text;
  double size = 7.5;
  bool strong = false;
  Anchor anchor = Anchor::start;
  Tone tone = Tone::ink;
  bool halo = false;     ///< paper around the letters, over pressures
  bool upright = false;  ///< turned to run upward
};

using Shape = std::variant<Path, Disc, Label>;

struct Drawing {
  double width = 0;
  double height = 0;
  std::vector<Shape> shapes;
  std::string label;  ///< what it shows, for those who cannot see it

  /// Everything of `other`, moved.
  void place(const Drawing& other, double x, double y);
};

}  // namespace solea::report
