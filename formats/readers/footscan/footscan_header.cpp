#include "formats/readers/footscan/footscan_header.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <utility>

#include "formats/text_scan.h"

namespace solea::readers::footscan {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// A date such as "21-7-2014": three groups of digits with '-', '/' or '.' between.
std::string date_in(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!is_digit(line[i]) || (i > 0 && is_digit(line[i - 1]))) continue;
    std::size_t at = i;
    char separator = 0;
    int groups = 0;
    for (;;) {
      std::size_t digits = 0;
      while (at < line.size() && is_digit(line[at])) {
        ++at;
        ++digits;
      }
      if (digits < 1 || digits > 4) break;
      if (++groups == 3) return std::string(line.substr(i, at - i));
      if (at == line.size()) break;
      const char c = line[at];
      if ((c != '-' && c != '/' && c != '.') || (separator != 0 && c != separator)) break;
      separator = c;
      ++at;
    }
  }
  return {};
}

/// Every number before "Hertz" or "Hz".
std::vector<double> rates_in(std::string_view line) {
  std::vector<std::string_view> fields;
  split_fields(line, fields);
  std::vector<double> rates;
  for (std::size_t i = 1; i < fields.size(); ++i) {
    const std::vector<std::string> unit = words_of(fields[i]);
    if (unit.size() != 1 || (unit[0] != "hertz" && unit[0] != "hz")) continue;
    if (const auto rate = parse_number(fields[i - 1]); rate && *rate >= 0) rates.push_back(*rate);
  }
  return rates;
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool in_word = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_letter =
        byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    if (is_letter) {
      if (!in_word) words.emplace_back();
      words.back() += byte < 0x80 ? static_cast<char>(std::tolower(byte)) : c;
    }
    in_word = is_letter;
  }
  return words;
}

Side side_in(std::string_view line) {
  constexpr std::array<std::string_view, 14> left = {
      "left",      "links",    "linker",   "linke",    "linkes", "gauche",  "izquierdo",
      "izquierda", "sinistro", "sinistra", "esquerdo", "lewa",   "venstre", "esquerda"};
  constexpr std::array<std::string_view, 15> right = {
      "right",   "rechts", "rechter", "rechte",  "rechtes", "droit", "droite", "derecho",
      "derecha", "destro", "destra",  "direito", "direita", "prawa", "droits"};
  if (line.find_first_of(":;") != std::string_view::npos) return Side::unknown;
  bool names_left = false;
  bool names_right = false;
  for (const std::string& word : words_of(line.substr(0, 200))) {
    names_left = names_left || std::find(left.begin(), left.end(), word) != left.end();
    names_right = names_right || std::find(right.begin(), right.end(), word) != right.end();
  }
  if (names_left == names_right) return Side::unknown;
  return names_left ? Side::left : Side::right;
}

void Header::add_line(std::string_view line) {
  constexpr std::size_t longest = 1000;  // of what people read
  line = trim(line.substr(0, longest));
  if (line.empty()) return;
  if (const std::vector<double> rates = rates_in(line); !rates.empty()) {
    rates_hz_ = rates;
    // "for the right foot: ..., for the left foot: ...": each is told by the words before its rate.
    const std::vector<std::string> words = words_of(line);
    const auto place = [&](Side side) {
      return std::find_if(words.begin(), words.end(),
                          [&](const auto& w) { return side_in(w) == side; });
    };
    if (rates_hz_.size() == 2 && place(Side::left) != words.end() &&
        place(Side::right) < place(Side::left)) {
      std::swap(rates_hz_[0], rates_hz_[1]);
    }
    return;
  }
  const std::size_t colon = line.find(':');
  const std::string_view label = trim(line.substr(0, colon));
  if (std::exchange(is_first_, false)) {
    // "Entire Plate Roll Offfor measurement: NAME"; the missing blank is footscan's own.
    const std::vector<std::string> words = words_of(label);
    entire_plate_ = words.size() > 1 && words[0] == "entire" && words[1] == "plate";
    for (const std::string& word : words) {
      dynamic_ = dynamic_ || word.rfind("dynam", 0) == 0;
    }
    // In another language it is not sure what the line tells.
    if (const std::size_t end = label.find("for measurement"); end != std::string_view::npos) {
      export_ = to_utf8(label.substr(0, end));
      if (colon != std::string_view::npos) measurement_ = to_utf8(line.substr(colon + 1));
      return;
    }
  }
  if (colon != std::string_view::npos) {
    // Who it was, in whatever language: kept only to leave it out elsewhere.
    for (std::string& word : words_of(line.substr(colon + 1))) {
      if (word.size() >= 2) private_words_.push_back(std::move(word));
    }
    return;
  }
  if (date_.empty()) date_ = date_in(line);
}

std::optional<double> Header::rate_hz(Side side) const {
  std::vector<double> rates;
  if (rates_hz_.size() == 2 && side != Side::unknown) {
    rates = {rates_hz_[side == Side::left ? 0 : 1]};
  } else {
    rates = rates_hz_;
  }
  std::erase_if(rates, [](double rate) { return rate <= 0; });  // that foot was not recorded
  if (rates.empty() ||
      std::adjacent_find(rates.begin(), rates.end(), std::not_equal_to<>()) != rates.end()) {
    return std::nullopt;
  }
  return rates.front();
}

void Header::describe(SourceInfo& info) const {
  if (!export_.empty()) info.provenance["export"] = export_;
  if (!date_.empty()) info.provenance["date"] = date_;
  // People name measurements after the person.
  const std::vector<std::string> words = words_of(measurement_);
  const bool is_private =
      std::any_of(private_words_.begin(), private_words_.end(), [&](const std::string& word) {
        return std::any_of(words.begin(), words.end(), [&](const std::string& part) {
          return part == word || (word.size() >= 3 && part.find(word) != std::string::npos) ||
                 (part.size() >= 3 && word.find(part) != std::string::npos);
        });
      });
  if (!is_private) info.session.trial = measurement_;
}

}  // namespace solea::readers::footscan
