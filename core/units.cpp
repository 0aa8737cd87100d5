#include "core/units.h"

#include <algorithm>
#include <array>
#include <string>

namespace solea {

std::optional<double> kpa_per_unit(std::string_view unit) {
  // Lower case, without blanks and '^'.
  struct Unit {
    std::string_view name;
    double kpa;
  };
  constexpr std::array<Unit, 13> known = {{{"kpa", 1},
                                           {"pa", 1e-3},
                                           {"hpa", 0.1},
                                           {"mpa", 1e3},
                                           {"bar", 100},
                                           {"mbar", 0.1},
                                           {"n/cm2", 10},
                                           {"n/mm2", 1e3},
                                           {"mmhg", 0.133322},
                                           {"psi", 6.894757},
                                           {"kg/cm2", 98.0665},
                                           {"kgf/cm2", 98.0665},
                                           {"g/cm2", 0.0980665}}};
  std::string plain;
  for (std::size_t i = 0; i < unit.size(); ++i) {
    const char c = unit[i];
    if (c == ' ' || c == '^') continue;
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0xC2) continue;  // first byte of UTF-8's superscript two
    plain += byte == 0xB2 ? '2' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const auto* found =
      std::find_if(known.begin(), known.end(), [&](const Unit& u) { return u.name == plain; });
  return found == known.end() ? std::nullopt : std::optional(found->kpa);
}

}  // namespace solea
