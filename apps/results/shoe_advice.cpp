#include "apps/results/shoe_advice.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

#include "formats/input_file.h"
#include "formats/text_scan.h"

namespace solea {

namespace {

constexpr std::string_view titles = "loading;arch;name;text";
constexpr std::array<std::string_view, 4> known_loadings = {"medial", "neutral", "lateral", "any"};
constexpr std::array<std::string_view, 4> known_arches = {"flat", "medium", "high", "any"};

template <class Words>
bool has(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

std::vector<ShoeAdvice> read_advice(const std::filesystem::path& file) {
  LineReader lines{InputFile(file)};
  std::vector<ShoeAdvice> table;
  std::vector<std::string_view> fields;
  bool titled = false;
  while (const auto line = lines.next()) {
    if (line->find_first_not_of(" \t\r") == std::string_view::npos || line->front() == '#') {
      continue;
    }
    split_at(*line, ';', fields);
    if (!titled) {
      if (fields.size() != 4 || fields[0] != "loading") {
        lines.fail("expected the titles " + std::string(titles));
      }
      titled = true;
      continue;
    }
    if (fields.size() != 4) lines.fail("expected 4 fields: " + std::string(titles));
    if (!has(known_loadings, fields[0])) {
      lines.fail("loading " + in_quotes(fields[0]) + ", expected medial, neutral, lateral or any");
    }
    if (!has(known_arches, fields[1])) {
      lines.fail("arch " + in_quotes(fields[1]) + ", expected flat, medium, high or any");
    }
    table.push_back({std::string(fields[0]), std::string(fields[1]), std::string(fields[2]),
                     std::string(fields[3])});
  }
  if (table.empty()) lines.fail("no line of advice, expected at least one below the titles");
  return table;
}

std::vector<ShoeAdvice> starting_advice(const std::string& language) {
  if (language == "de") {
    return {
        {"medial", "flat", "Stabilschuh",
         "fester Fersenhalt, breite Auflage unter dem inneren Rand"},
        {"medial", "any", "Leicht stützender Schuh", "etwas festere Innenseite, mittlere Dämpfung"},
        {"lateral", "high", "Gedämpfter Schuh", "weich und beweglich, ohne feste Innenseite"},
        {"lateral", "any", "Neutraler Schuh mit Dämpfung", "weiche Außenseite, gerader Leisten"},
        {"neutral", "any", "Neutraler Schuh", "ausgewogen, Dämpfung nach Wunsch"},
        {"any", "flat", "Schuh mit breiter Auflage", "im Mittelfuß nicht eingezogen"},
        {"any", "high", "Schuh mit hohem Spann", "Platz über dem Rist, weiche Zwischensohle"},
        {"any", "any", "Neutraler Trainingsschuh", "Größe am längeren Fuß wählen und anprobieren"}};
  }
  return {{"medial", "flat", "Stability shoe", "firm heel cup, broad base under the inner edge"},
          {"medial", "any", "Light support", "somewhat firmer inner side, medium cushioning"},
          {"lateral", "high", "Cushioned shoe", "soft and flexible, no firm inner side"},
          {"lateral", "any", "Neutral with cushioning", "soft outer side, straight last"},
          {"neutral", "any", "Neutral shoe", "balanced, cushioning to taste"},
          {"any", "flat", "Broad base", "not cut in at the midfoot"},
          {"any", "high", "High instep", "room over the instep, soft midsole"},
          {"any", "any", "Neutral trainer", "size by the longer foot, and try it on"}};
}

std::string advice_to_text(const std::vector<ShoeAdvice>& table) {
  std::string text = std::string(titles) + '\n';
  for (const ShoeAdvice& shoe : table) {
    text += shoe.loading + ';' + shoe.arch + ';' + shoe.name + ';' + shoe.text + '\n';
  }
  return text;
}

std::vector<ShoeAdvice> choose_advice(const std::vector<ShoeAdvice>& table,
                                      const std::vector<std::string>& loadings,
                                      const std::vector<std::string>& arches, std::size_t most) {
  const auto fits = [](const std::string& line, const std::vector<std::string>& found) {
    return line == "any" || has(found, line) || (line == "medium" && has(found, "normal"));
  };
  const auto exactness = [](const ShoeAdvice& a) {
    return (a.loading == "any" ? 0 : 2) + (a.arch == "any" ? 0 : 1);
  };
  std::vector<ShoeAdvice> chosen;
  for (const ShoeAdvice& a : table) {
    if (fits(a.loading, loadings) && fits(a.arch, arches)) chosen.push_back(a);
  }
  std::ranges::stable_sort(chosen, std::greater<>(), exactness);
  if (chosen.size() > most) chosen.resize(most);
  return chosen;
}

}  // namespace solea
