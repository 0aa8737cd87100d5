#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/color_scale.h"

namespace solea {

/// Colours of values.
enum class ColorTable : std::uint8_t {
  even,        ///< perceptually uniform, from 0 to the end of the scale
  emed,        ///< steps at 10, 30, 60, 100, 150, 220 and 300 kPa, in the order users of emed know
  footscan,    ///< blue, green, yellow, red in steps, in the order users of footscan know
  difference,  ///< violet below, white at and green above 0, to the end of the scale either way
};

/// A step of a stepped table: from `from_kpa` on, until the next one.
struct ColorStep {
  double from_kpa = 0;
  Rgb color{};
};

/// The steps of a stepped table, rising; empty for the others.
[[nodiscard]] std::span<const ColorStep> color_steps(ColorTable table) noexcept;

/// A value's colour on a scale that ends at `end`; stepped tables have their own end.
[[nodiscard]] Rgb table_color(ColorTable table, double value, double end) noexcept;

/// Where the scale of a table ends for a picture whose largest value is `peak`.
[[nodiscard]] double table_end(ColorTable table, double peak) noexcept;

/// By the name on the command line: "even", "emed", "footscan". Nothing for another.
[[nodiscard]] std::optional<ColorTable> find_color_table(std::string_view id) noexcept;
[[nodiscard]] std::string_view to_string(ColorTable table) noexcept;

}  // namespace solea
