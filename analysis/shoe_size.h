#pragma once

/// Shoe sizes of a foot length (metrics.md 10). A print is shorter than the foot; sizes of makers
/// differ: show them with their uncertainty.
namespace solea {

/// A size and how far it may be off.
struct ShoeSize {
  double size = 0;
  double uncertainty = 0;
};

/// EU (Paris point, 2/3 cm): 1.5 times foot length in cm plus 1.5 cm of room. The room is 1.0 to
/// 2.0 cm by source [V, R], which adds 0.75 sizes of uncertainty.
[[nodiscard]] constexpr ShoeSize eu_size(double foot_mm, double uncertainty_mm) noexcept {
  return {1.5 * (foot_mm / 10 + 1.5), 0.15 * uncertainty_mm + 0.75};
}

/// UK adult: 3 times the last in inches less 25, the last 20 mm longer than the foot [R].
[[nodiscard]] constexpr ShoeSize uk_size(double foot_mm, double uncertainty_mm) noexcept {
  return {3 * (foot_mm + 20) / 25.4 - 25, 3 * uncertainty_mm / 25.4};
}

/// US men: UK plus 1 (3 times the last in inches less 24); makers use UK plus 0.5 to 1 [R]. The
/// specification gives no US formula.
[[nodiscard]] constexpr ShoeSize us_men_size(double foot_mm, double uncertainty_mm) noexcept {
  const ShoeSize uk = uk_size(foot_mm, uncertainty_mm);
  return {uk.size + 1, uk.uncertainty + 0.5};
}

/// US women: UK plus 2; makers use UK plus 1.5 to 2 [R]. The specification gives no US formula.
[[nodiscard]] constexpr ShoeSize us_women_size(double foot_mm, double uncertainty_mm) noexcept {
  const ShoeSize uk = uk_size(foot_mm, uncertainty_mm);
  return {uk.size + 2, uk.uncertainty + 0.5};
}

}  // namespace solea
