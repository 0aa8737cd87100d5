#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "analysis/foot_geometry.h"
#include "analysis/settings.h"
#include "analysis/zones.h"

namespace solea {

/// The finest division of a foot; the built-in masks join its parts.
enum class FootPart : std::uint8_t {
  heel_medial,
  heel_lateral,
  midfoot_medial,
  midfoot_lateral,
  mth1,
  mth2,
  mth3,
  mth4,
  mth5,
  hallux,
  toe2,
  toes3_5
};
inline constexpr std::size_t foot_part_count = 12;

using FootParts = std::array<std::vector<ZoneCell>, foot_part_count>;

/// Cuts the print (metrics.md 2.1, 7.2, 7.3): across at 27 % and 55 % of the reference length
/// (straight, or through low pressure nearby where the settings ask for it), the heel by its
/// bisector, the midfoot by half the angle between the border lines, the ball by rays at 0.30,
/// 0.47, 0.64 and 0.81 of it; beyond the toe line hallux and toes by the hallux line, the second
/// toe from the others at 0.51. A cell that a line cuts lies in both parts by area; its weights
/// sum to 1.
[[nodiscard]] FootParts cut_foot(const FootGeometry& geometry, const AnalysisSettings& settings);

/// Parts that are one zone.
class PartSet {
 public:
  template <class... Parts>
  explicit constexpr PartSet(Parts... parts)
      : bits_(static_cast<std::uint16_t>((0U | ... | (1U << static_cast<unsigned>(parts))))) {}
  [[nodiscard]] constexpr bool contains(std::size_t part) const noexcept {
    return ((bits_ >> part) & 1U) != 0;
  }

 private:
  std::uint16_t bits_;
};

/// The cells of a zone from its parts, weights of a cell added, in the order of cells.
[[nodiscard]] std::vector<ZoneCell> join_parts(const FootParts& parts, PartSet which);

}  // namespace solea
