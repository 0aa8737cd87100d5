#include "visualization/scenes/color_table.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace solea {

namespace {

constexpr Rgb below_steps = {226, 228, 231};

constexpr std::array<ColorStep, 7> emed_steps = {{
    {10, {60, 62, 68}},
    {30, {40, 70, 200}},
    {60, {60, 190, 225}},
    {100, {60, 170, 70}},
    {150, {245, 225, 60}},
    {220, {215, 40, 40}},
    {300, {235, 120, 200}},
}};

constexpr std::array<ColorStep, 8> footscan_steps = {{
    {10, {30, 60, 170}},
    {30, {50, 120, 220}},
    {50, {70, 190, 220}},
    {80, {60, 170, 90}},
    {110, {150, 205, 60}},
    {150, {250, 225, 50}},
    {200, {245, 150, 40}},
    {250, {215, 45, 35}},
}};

/// Violet, white, green: lightness falls evenly to either side, told apart by colour-blind people.
constexpr std::array<double, 3> violet = {106, 40, 150};
constexpr std::array<double, 3> green = {10, 110, 60};

struct Name {
  ColorTable table;
  std::string_view id;
};
constexpr std::array<Name, 4> names = {{{ColorTable::even, "even"},
                                        {ColorTable::emed, "emed"},
                                        {ColorTable::footscan, "footscan"},
                                        {ColorTable::difference, "difference"}}};

}  // namespace

std::span<const ColorStep> color_steps(ColorTable table) noexcept {
  if (table == ColorTable::emed) return emed_steps;
  if (table == ColorTable::footscan) return footscan_steps;
  return {};
}

Rgb table_color(ColorTable table, double value, double end) noexcept {
  if (const auto steps = color_steps(table); !steps.empty()) {
    Rgb color = below_steps;
    for (const ColorStep& step : steps) {
      if (value >= step.from_kpa) color = step.color;
    }
    return color;
  }
  if (table == ColorTable::difference) {
    const double t = end > 0 ? std::clamp(std::abs(value) / end, 0.0, 1.0) : 0;
    const auto& full = value < 0 ? violet : green;
    Rgb color{};
    for (std::size_t i = 0; i < color.size(); ++i) {
      color[i] = static_cast<std::uint8_t>(std::lround(255 + t * (full[i] - 255)));
    }
    return color;
  }
  return ColorScale(end).color(value);
}

double table_end(ColorTable table, double peak) noexcept {
  if (const auto steps = color_steps(table); !steps.empty()) {
    constexpr double last_step_kpa = 50;
    return steps.back().from_kpa + last_step_kpa;
  }
  return round_scale_kpa(peak);
}

std::optional<ColorTable> find_color_table(std::string_view id) noexcept {
  for (const Name& name : names) {
    if (name.id == id && name.table != ColorTable::difference) return name.table;
  }
  return std::nullopt;
}

std::string_view to_string(ColorTable table) noexcept {
  for (const Name& name : names) {
    if (name.table == table) return name.id;
  }
  return "even";
}

}  // namespace solea
