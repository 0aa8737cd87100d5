#include "formats/readers/support/words.h"

#include <algorithm>
#include <cmath>

namespace solea::readers {

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

std::string_view trimmed(std::string_view text, std::string_view what) {
  const std::size_t first = text.find_first_not_of(what);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(what) - first + 1);
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  });
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : lower_case(text) + ' ') {
    if (c >= 'a' && c <= 'z') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

std::optional<int> decimals_of(std::string_view number) {
  if (number.find_first_of("eE") != std::string_view::npos) return std::nullopt;
  const std::size_t sign = number.find_last_of(".,");
  if (sign == std::string_view::npos) return 0;
  const auto behind = number.substr(sign + 1);
  return static_cast<int>(
      std::count_if(behind.begin(), behind.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

double half_unit(std::string_view number) {
  return 0.5 * std::pow(10.0, -decimals_of(number).value_or(0));
}

bool is_no_number(std::string_view field) {
  const std::string lower = lower_case(field);
  if (lower.empty()) return true;
  for (const std::string_view mark : {"nan", "inf", "-inf", "na", "n/a", "null", "-", "--"}) {
    if (lower == mark) return true;
  }
  return false;
}

bool ends_within_line(const InputFile& text) {
  const std::string_view all = text.text();
  return !all.empty() && all.back() != '\n' && all.back() != '\r';
}

InputFile head_as_text(std::span<const std::byte> head) {
  return InputFile("head", {reinterpret_cast<const char*>(head.data()), head.size()}).as_text();
}

}  // namespace solea::readers
