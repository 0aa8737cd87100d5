#include "core/units.h"

#include <algorithm>
#include <array>
#include <string>

namespace solea {

namespace {

struct Unit {
  std::string_view name;
  double kpa;
};

constexpr std::array<Unit, 13> known = {{{"kPa", 1},
                                         {"Pa", 1e-3},
                                         {"hPa", 0.1},
                                         {"MPa", 1e3},
                                         {"bar", 100},
                                         {"mbar", 0.1},
                                         {"N/cm2", 10},
                                         {"N/mm2", 1e3},
                                         {"mmHg", 0.133322},
                                         {"psi", 6.894757},
                                         {"kg/cm2", 98.0665},
                                         {"kgf/cm2", 98.0665},
                                         {"g/cm2", 0.0980665}}};

/// Lower case, without blanks and '^'.
std::string comparable(std::string_view unit) {
  std::string plain;
  for (const char c : unit) {
    if (c == ' ' || c == '^') continue;
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0xC2) continue;  // first byte of UTF-8's superscript two
    plain += byte == 0xB2 ? '2' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return plain;
}

const Unit* find_unit(std::string_view unit) {
  const std::string wanted = comparable(unit);
  const auto* found = std::find_if(known.begin(), known.end(),
                                   [&](const Unit& u) { return comparable(u.name) == wanted; });
  return found == known.end() ? nullptr : found;
}

}  // namespace

std::optional<double> kpa_per_unit(std::string_view unit) {
  const Unit* found = find_unit(unit);
  return found == nullptr ? std::nullopt : std::optional(found->kpa);
}

std::string plain_unit(std::string_view unit) {
  const Unit* found = find_unit(unit);
  return std::string(found == nullptr ? unit : found->name);
}

}  // namespace solea
