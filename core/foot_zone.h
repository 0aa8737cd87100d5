#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace solea {

/// The ten zones of a foot (the footscan mask, metrics.md 7.1), from heel to toes.
enum class FootZone : std::uint8_t {
  heel_medial,
  heel_lateral,
  midfoot,
  mth1,
  mth2,
  mth3,
  mth4,
  mth5,
  hallux,
  toes
};
inline constexpr std::size_t foot_zone_count = 10;

/// Stable lower-case id, as in results and tables.
[[nodiscard]] constexpr std::string_view to_string(FootZone zone) noexcept {
  constexpr std::array<std::string_view, foot_zone_count> names = {
      "heel_medial", "heel_lateral", "midfoot", "mth1",   "mth2",
      "mth3",        "mth4",         "mth5",    "hallux", "toes"};
  return names[static_cast<std::size_t>(zone)];
}

}  // namespace solea
