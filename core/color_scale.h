#pragma once

#include <array>
#include <cstdint>

namespace solea {

/// Red, green, blue, 0 to 255.
using Rgb = std::array<std::uint8_t, 3>;

/// Pressure to colour: a perceptually uniform table, dark for low and light for high, told apart by
/// lightness alone, so that it is safe for colour-blind people and for grey prints.
class ColorScale {
 public:
  /// 0 to `max_kpa`; what is above has the last colour.
  explicit ColorScale(double max_kpa);

  [[nodiscard]] double max_kpa() const noexcept { return max_kpa_; }
  [[nodiscard]] Rgb color(double kpa) const noexcept;

  static constexpr int table_size = 256;
  /// Entry 0 .. table_size - 1 of the table.
  [[nodiscard]] static Rgb entry(int index) noexcept;

 private:
  double max_kpa_;
};

/// A round number at or a little above a peak, so that the bar's ticks are round: 370 becomes 400.
[[nodiscard]] double round_scale_kpa(double peak_kpa) noexcept;

/// How many labels, both ends included, give round numbers on a scale that ends at `max`.
[[nodiscard]] int scale_labels(double max) noexcept;

}  // namespace solea
