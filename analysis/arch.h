#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "analysis/print_cells.h"

namespace solea {

/// Areas of the thirds of the toeless print along the foot axis, cells cut exactly, in mm2.
struct ArchThirds {
  double forefoot_mm2 = 0;  ///< A
  double midfoot_mm2 = 0;   ///< B
  double rearfoot_mm2 = 0;  ///< C
  double y0 = 0;            ///< heel-most edge, y' in mm
  double y3 = 0;            ///< edge in front of the metatarsal heads, y' in mm
};

/// Cuts the print between its heel-most edge and the edge in front of the metatarsal heads into
/// three equal lengths (Cavanagh & Rodgers 1987; metrics.md 3.1). Nothing without cells.
[[nodiscard]] std::optional<ArchThirds> arch_thirds(const PrintCells& print);

/// Arch index B / (A + B + C). Nothing when the area is 0. An unloaded midfoot gives 0, legally.
[[nodiscard]] std::optional<double> arch_index(const ArchThirds& thirds);

enum class ArchClass : std::uint8_t { high, normal, flat };

[[nodiscard]] constexpr std::string_view to_string(ArchClass c) noexcept {
  switch (c) {
    case ArchClass::high:
      return "high";
    case ArchClass::normal:
      return "normal";
    case ArchClass::flat:
      break;
  }
  return "flat";
}

/// Quartiles of the 107 feet of Cavanagh & Rodgers 1987 [R+]: high up to 0.21, flat from 0.26.
/// A reference, not a diagnosis.
[[nodiscard]] constexpr ArchClass arch_class(double index) noexcept {
  if (index <= 0.21) return ArchClass::high;
  return index < 0.26 ? ArchClass::normal : ArchClass::flat;
}

}  // namespace solea
