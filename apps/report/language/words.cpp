#include "apps/report/language/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "apps/report/language/german.h"

namespace solea::report {

namespace {

const std::string_view* find_german(std::string_view english) {
  for (const auto table : german_tables()) {
    const auto at = std::ranges::lower_bound(table, english, {}, &Pair::first);
    if (at != table.end() && at->first == english) return &at->second;
  }
  return nullptr;
}

/// By itself; "A, B" and "A. B" by their parts where the whole is in no table. Empty: not known.
std::optional<std::string> german(std::string_view english) {
  if (const std::string_view* whole = find_german(english)) return std::string(*whole);
  for (const std::string_view mark : {". ", ", "}) {
    const std::size_t at = english.rfind(mark);
    if (at == std::string_view::npos) continue;
    const bool sentence = mark.front() == '.';
    const auto before = german(english.substr(0, at + (sentence ? 1 : 0)));
    const std::string_view* after = find_german(english.substr(at + mark.size()));
    if (before && after != nullptr) return *before + (sentence ? " " : ", ") + std::string(*after);
  }
  return std::nullopt;
}

/// Decimal mark and minus of a written number.
std::string in_language(std::string text, Language language) {
  if (text.find_first_not_of("-0.") == std::string::npos && text.front() == '-') text.erase(0, 1);
  if (language == Language::de) std::replace(text.begin(), text.end(), '.', ',');
  if (text.front() == '-') text.replace(0, 1, "−");
  return text;
}

}  // namespace

std::string say(Language language, std::string_view english) {
  if (language == Language::en) return std::string(english);
  return german(english).value_or(std::string(english));
}

bool is_known(Language language, std::string_view english) {
  return language == Language::en || german(english);
}

std::string isolated(const std::string& name) {
  // The first bytes of Hebrew, Arabic and their neighbours in UTF-8.
  bool from_the_right = false;
  for (std::size_t i = 0; i + 1 < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    const auto next = static_cast<unsigned char>(name[i + 1]);
    from_the_right = from_the_right || (byte >= 0xD6 && byte <= 0xDF && next >= 0x80) ||
                     (byte == 0xE0 && next >= 0xA0 && next <= 0xA3) ||
                     (byte == 0xEF && next >= 0xAC && next <= 0xBB);
  }
  return from_the_right ? "\u2068" + name + "\u2069" : name;
}

std::string Words::or_english(std::string_view text) const {
  if (is_known(language_, text)) return (*this)(text);
  return std::string(text) + " [" + (*this)("in English") + "]";
}

std::string Words::number(double value, int decimals) const {
  return in_language(fmt::format("{:.{}f}", value, decimals), language_);
}

std::string Words::with_sign(double value, int decimals) const {
  const std::string text = number(value, decimals);
  const bool zero = text.find_first_not_of("0.,") == std::string::npos;
  return value > 0 && !zero ? "+" + text : text;
}

std::string Words::plain(double value, int digits) const {
  constexpr double rounding = 1e-9;  // what is left of numbers that are equal
  if (std::abs(value) < rounding) value = 0;
  std::string text = fmt::format("{:.{}g}", value, digits);
  if (text.find("e+") != std::string::npos) text = fmt::format("{:.0f}", value);
  return in_language(text, language_);
}

std::string Words::day(std::string_view utc) const {
  static constexpr std::array months = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
  int month = 0;
  int date = 0;
  if (utc.size() < 10 || utc[4] != '-' || utc[7] != '-') return std::string(utc);
  std::from_chars(utc.data() + 5, utc.data() + 7, month);
  std::from_chars(utc.data() + 8, utc.data() + 10, date);
  if (month < 1 || month > 12) return std::string(utc);
  const std::string name = (*this)(months[static_cast<std::size_t>(month - 1)]);
  return fmt::format("{}{} {} {}", date, language_ == Language::de ? "." : "", name,
                     utc.substr(0, 4));
}

int decimals_of(std::string_view unit) noexcept {
  static constexpr std::array<std::pair<std::string_view, int>, 15> decimals = {{{"kPa", 0},
                                                                                 {"N", 0},
                                                                                 {"BW", 2},
                                                                                 {"s", 2},
                                                                                 {"1", 3},
                                                                                 {"mm", 0},
                                                                                 {"N/s", 0},
                                                                                 {"kPa/s", 0},
                                                                                 {"mm/s", 0},
                                                                                 {"BW/s", 1},
                                                                                 {"kPa/mm", 1},
                                                                                 {"EU", 1},
                                                                                 {"UK", 1},
                                                                                 {"US", 1},
                                                                                 {"Hz", 1}}};
  for (const auto& [id, count] : decimals) {
    if (id == unit) return count;
  }
  return 1;
}

std::string printed_unit(std::string_view unit) {
  if (unit == "1") return "";
  std::string text(unit);
  for (const auto& [plain, printed] :
       {std::pair{"cm2", "cm²"}, std::pair{"mm2", "mm²"}, std::pair{"deg", "°"}}) {
    if (const std::size_t at = text.find(plain); at != std::string::npos) {
      text.replace(at, std::string_view(plain).size(), printed);
    }
  }
  return text;
}

}  // namespace solea::report
