#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Units. One unit per quantity everywhere in memory, and its name in the identifier:
/// pressure kPa, length mm, area mm2 (cm2 only in results people read), force N, time s.
namespace solea {

/// Standard gravity, m/s2; body weight in N is body mass in kg times this.
inline constexpr double standard_gravity_m_s2 = 9.80665;

/// Force of a pressure on an area: 1 kPa on 1 mm2 is 0.001 N.
[[nodiscard]] constexpr double force_n(double pressure_kpa, double area_mm2) noexcept {
  return pressure_kpa * area_mm2 * 1e-3;
}

/// kPa of one unit of pressure: "kPa", "N/cm2", "mmHg", "psi", "kg/cm2", "MPa", "bar" and how
/// vendors write them ("KPa", "N/cm^2"); nothing for another unit. metrics.md 0.2.
[[nodiscard]] std::optional<double> kpa_per_unit(std::string_view unit);

/// A unit of pressure as Solea writes it: "N/cm2" for "N/cm^2", "kPa" for "KPa"; any other text as
/// it is. So that a program that compares units need not know each vendor's spelling.
[[nodiscard]] std::string plain_unit(std::string_view unit);

/// Area as people read it.
[[nodiscard]] constexpr double cm2_from_mm2(double area_mm2) noexcept {
  return area_mm2 * 1e-2;
}

/// Body weight of a body mass.
[[nodiscard]] constexpr double body_weight_n(double mass_kg) noexcept {
  return mass_kg * standard_gravity_m_s2;
}

}  // namespace solea
