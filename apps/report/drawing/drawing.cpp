#include "apps/report/drawing/drawing.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace solea::report {

namespace {

struct Mover {
  double x;
  double y;
  void operator()(Path& path) const {
    for (auto& line : path.lines) {
      for (Spot& p : line) p = {p.x + x, p.y + y};
    }
  }
  void operator()(Disc& disc) const { disc.at = {disc.at.x + x, disc.at.y + y}; }
  void operator()(Label& words) const { words.at = {words.at.x + x, words.at.y + y}; }
};

/// Violet, white, green, as the pictures of differences of `solea render`.
Rgb difference_color(double value) {
  constexpr std::array<double, 3> violet = {106, 40, 150};
  constexpr std::array<double, 3> green = {10, 110, 60};
  const double t = std::clamp(std::abs(value), 0.0, 1.0);
  const auto& full = value < 0 ? violet : green;
  Rgb rgb{};
  for (std::size_t i = 0; i < rgb.size(); ++i) {
    rgb[i] = static_cast<std::uint8_t>(std::lround(255 + t * (full[i] - 255)));
  }
  return rgb;
}

}  // namespace

Rgb rgb_of_table(const Color& color) noexcept {
  Rgb rgb = color.table == Color::Table::difference ? difference_color(color.value)
                                                    : ColorScale(1).color(color.value);
  for (std::uint8_t& part : rgb) {
    part = static_cast<std::uint8_t>(std::lround(color.shade * part));
  }
  return rgb;
}

void Drawing::place(const Drawing& other, double x, double y) {
  for (Shape shape : other.shapes) {
    std::visit(Mover{x, y}, shape);
    shapes.push_back(std::move(shape));
  }
}

}  // namespace solea::report
