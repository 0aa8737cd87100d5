#include "apps/station/advice.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <functional>

#include "core/error.h"

namespace solea::station {

namespace {

std::vector<std::string> fields_of(std::string line) {
  std::erase(line, '\r');
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == ';') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

}  // namespace

std::vector<ShoeAdvice> read_advice(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw FileError(file, "cannot be read");
  constexpr std::array loadings = {"medial", "neutral", "lateral", "any"};
  constexpr std::array arches = {"flat", "medium", "high", "any"};
  std::vector<ShoeAdvice> table;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \r\t") == std::string::npos || line[0] == '#') continue;
    const std::vector<std::string> fields = fields_of(line);
    const auto wrong = [&](const std::string& what) {
      return FormatError::at_line(file, static_cast<std::uint64_t>(number), what);
    };
    if (fields.size() != 4) throw wrong("expected loading;arch;name;text");
    if (number == 1 && fields[0] == "loading") continue;
    if (std::ranges::find(loadings, fields[0]) == loadings.end()) {
      throw wrong("loading '" + fields[0] + "', expected medial, neutral, lateral or any");
    }
    if (std::ranges::find(arches, fields[1]) == arches.end()) {
      throw wrong("arch '" + fields[1] + "', expected flat, medium, high or any");
    }
    table.push_back({fields[0], fields[1], fields[2], fields[3]});
  }
  return table;
}

std::string starting_advice(const std::string& language) {
  if (language == "de") {
    return "loading;arch;name;text\n"
           "medial;flat;Stabilschuh;fester Fersenhalt, breite Auflage unter dem inneren Rand\n"
           "medial;any;Leicht stützender Schuh;etwas festere Innenseite, mittlere Dämpfung\n"
           "lateral;high;Gedämpfter Schuh;weich und beweglich, ohne feste Innenseite\n"
           "lateral;any;Neutraler Schuh mit Dämpfung;weiche Außenseite, gerader Leisten\n"
           "neutral;any;Neutraler Schuh;ausgewogen, Dämpfung nach Wunsch\n"
           "any;flat;Schuh mit breiter Auflage;im Mittelfuß nicht eingezogen\n"
           "any;high;Schuh mit hohem Spann;Platz über dem Rist, weiche Zwischensohle\n"
           "any;any;Neutraler Trainingsschuh;Größe am längeren Fuß wählen und anprobieren\n";
  }
  return "loading;arch;name;text\n"
         "medial;flat;Stability shoe;firm heel cup, broad base under the inner edge\n"
         "medial;any;Light support;somewhat firmer inner side, medium cushioning\n"
         "lateral;high;Cushioned shoe;soft and flexible, no firm inner side\n"
         "lateral;any;Neutral with cushioning;soft outer side, straight last\n"
         "neutral;any;Neutral shoe;balanced, cushioning to taste\n"
         "any;flat;Broad base;not cut in at the midfoot\n"
         "any;high;High instep;room over the instep, soft midsole\n"
         "any;any;Neutral trainer;size by the longer foot, and try it on\n";
}

std::vector<ShoeAdvice> choose_advice(const std::vector<ShoeAdvice>& table,
                                      const std::string& loading, const std::string& arch,
                                      std::size_t most) {
  const std::string arch_word = arch == "normal" ? "medium" : arch;
  const auto fits = [](const std::string& line, const std::string& foot) {
    return line == "any" || line == foot;
  };
  const auto exactness = [](const ShoeAdvice& a) {
    return (a.loading == "any" ? 0 : 2) + (a.arch == "any" ? 0 : 1);
  };
  std::vector<ShoeAdvice> chosen;
  for (const ShoeAdvice& a : table) {
    if (fits(a.loading, loading) && fits(a.arch, arch_word)) chosen.push_back(a);
  }
  std::ranges::stable_sort(chosen, std::greater<>(), exactness);
  if (chosen.size() > most) chosen.resize(most);
  return chosen;
}

}  // namespace solea::station
