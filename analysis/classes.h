#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "analysis/arch.h"

/// Classes of measures by published cut-offs: references, not diagnoses. Bounds printed with a gap
/// are half-open (metrics.md 0.2).
namespace solea {

/// Competing cut-offs of the arch index [V Buldt 2018]: high below 0.11, flat above 0.25.
[[nodiscard]] constexpr ArchClass arch_class_buldt(double index) noexcept {
  if (index < 0.11) return ArchClass::high;
  return index <= 0.25 ? ArchClass::normal : ArchClass::flat;
}

/// Framingham cut-offs of the modified arch index (static, MatScan) [R]: high up to 0.030, flat
/// from 0.163.
[[nodiscard]] constexpr ArchClass modified_arch_class(double index) noexcept {
  if (index < 0.031) return ArchClass::high;
  return index < 0.163 ? ArchClass::normal : ArchClass::flat;
}

/// Steps of the footprint tables of Chippaux-Smirak and Clarke.
enum class FootprintClass : std::uint8_t { high, normal, intermediate, lowered, flat };

[[nodiscard]] constexpr std::string_view to_string(FootprintClass c) noexcept {
  switch (c) {
    case FootprintClass::high:
      return "high";
    case FootprintClass::normal:
      return "normal";
    case FootprintClass::intermediate:
      return "intermediate";
    case FootprintClass::lowered:
      return "lowered";
    case FootprintClass::flat:
      break;
  }
  return "flat";
}

/// Adults [R+]: 0 high; 0.1 to 29.9 normal; 30 to 39.9 intermediate; 40 to 44.9 lowered; from 45
/// flat.
[[nodiscard]] constexpr FootprintClass chippaux_smirak_class(double pct) noexcept {
  if (pct < 0.1) return FootprintClass::high;
  if (pct < 30) return FootprintClass::normal;
  if (pct < 40) return FootprintClass::intermediate;
  return pct < 45 ? FootprintClass::lowered : FootprintClass::flat;
}

/// Clarke's angle, the default form [R+]: from 42 normal; 35 to 41.9 intermediate; 30 to 34.9
/// lowered; below 30 flat. Other tables have 31 to 45 as normal.
[[nodiscard]] constexpr FootprintClass clarke_class(double deg) noexcept {
  if (deg >= 42) return FootprintClass::normal;
  if (deg >= 35) return FootprintClass::intermediate;
  return deg >= 30 ? FootprintClass::lowered : FootprintClass::flat;
}

/// On which side a foot is loaded.
enum class LoadingClass : std::uint8_t { medial, neutral, lateral };

[[nodiscard]] constexpr std::string_view to_string(LoadingClass c) noexcept {
  switch (c) {
    case LoadingClass::medial:
      return "medial";
    case LoadingClass::neutral:
      return "neutral";
    case LoadingClass::lateral:
      break;
  }
  return "lateral";
}

/// Framingham quintiles of CPEI (MatScan, older adults) [R]: medial (there: pronated) up to 7.3 %,
/// lateral (there: supinated) from 21.0 %.
[[nodiscard]] constexpr LoadingClass cpei_class(double pct) noexcept {
  if (pct < 7.4) return LoadingClass::medial;
  return pct < 21.0 ? LoadingClass::neutral : LoadingClass::lateral;
}

/// The three signs of medial or lateral loading, each shown by itself (metrics.md 4.9). No cut-off
/// is validated.
struct LoadingSigns {
  std::optional<LoadingClass> cpei;  ///< Framingham cut-offs
  std::optional<LoadingClass>
      ml_ratio;                      ///< Willems ratio over foot flat against one's own P10, P90
  std::optional<LoadingClass> arch;  ///< flat: medial, high: lateral
};

/// Medial or lateral when at least two signs say so and none the opposite; else neutral. Nothing
/// with fewer than two signs.
[[nodiscard]] constexpr std::optional<LoadingClass> loading_class(
    const LoadingSigns& signs) noexcept {
  int known = 0;
  int medial = 0;
  int lateral = 0;
  for (const auto& sign : {signs.cpei, signs.ml_ratio, signs.arch}) {
    if (!sign) continue;
    ++known;
    medial += *sign == LoadingClass::medial;
    lateral += *sign == LoadingClass::lateral;
  }
  if (known < 2) return std::nullopt;
  if (medial >= 2 && lateral == 0) return LoadingClass::medial;
  if (lateral >= 2 && medial == 0) return LoadingClass::lateral;
  return LoadingClass::neutral;
}

/// Where the foot meets the ground first (metrics.md 4.6): up to a third, two thirds of its length.
enum class StrikeClass : std::uint8_t { rearfoot, midfoot, forefoot };

[[nodiscard]] constexpr std::string_view to_string(StrikeClass strike) noexcept {
  switch (strike) {
    case StrikeClass::rearfoot:
      return "rearfoot";
    case StrikeClass::midfoot:
      return "midfoot";
    case StrikeClass::forefoot:
      break;
  }
  return "forefoot";
}

/// Unrounded thirds of the strike index.
[[nodiscard]] constexpr StrikeClass strike_class(double strike_index_pct) noexcept {
  if (strike_index_pct < 100.0 / 3) return StrikeClass::rearfoot;
  return strike_index_pct < 200.0 / 3 ? StrikeClass::midfoot : StrikeClass::forefoot;
}

}  // namespace solea
