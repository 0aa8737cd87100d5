#include "formats/text_scan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace solea {

std::optional<std::string_view> LineReader::next() {
  if (rest_.empty()) return std::nullopt;
  // Looked for once a LF, not once a line: a text may have none and its lines end in CR.
  if (newline_ == nullptr || newline_ < rest_.data()) {
    newline_ = rest_.data() + std::min(rest_.find('\n'), rest_.size());
  }
  auto end = static_cast<std::size_t>(newline_ - rest_.data());
  std::size_t next = std::min(end + 1, rest_.size());
  if (const std::size_t cr = rest_.substr(0, end).find('\r'); cr != std::string_view::npos) {
    if (cr + 1 < end) next = cr + 1;  // alone, as old Macintosh programs write it
    end = cr;
  }
  const std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(next);
  ++number_;
  return line;
}

void LineReader::fail(const std::string& what) const {
  throw FormatError::at_line(file_.name(), number_, what);
}

bool scan_number(const char*& at, const char* end, double& value, char decimal) {
  static constexpr std::array<double, 16> powers = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const char* p = at;
  const bool negative = p != end && *p == '-';
  if (p != end && (*p == '-' || *p == '+')) ++p;
  std::uint64_t digits = 0;
  int count = 0;
  int fraction = 0;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (; p != end && is_digit(*p); ++p, ++count)
    digits = digits * 10 + static_cast<unsigned>(*p - '0');
  if (p != end && *p == decimal) {
    ++p;
    for (; p != end && is_digit(*p); ++p, ++count, ++fraction) {
      digits = digits * 10 + static_cast<unsigned>(*p - '0');
    }
  }
  if (count == 0) return false;
  if (count <= 15 && (p == end || (*p != 'e' && *p != 'E'))) {
    // Both are exact, so that their quotient is rounded once.
    const double magnitude =
        static_cast<double>(digits) / powers[static_cast<std::size_t>(fraction)];
    value = negative ? -magnitude : magnitude;
    at = p;
    return true;
  }
  std::array<char, 512> copy{};
  const char* from = at + (*at == '+' ? 1 : 0);
  const auto size = std::min(static_cast<std::size_t>(end - from), copy.size());
  std::replace_copy(from, from + size, copy.begin(), decimal, '.');
  const auto [stop, error] = std::from_chars(copy.data(), copy.data() + size, value);
  if (error != std::errc{} || !std::isfinite(value) || stop == copy.data() + copy.size()) {
    return false;
  }
  at = from + (stop - copy.data());
  return true;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t most = 40;
  return "'" + to_utf8(text.substr(0, most)) + (text.size() > most ? "...'" : "'");
}

namespace {

/// No line has as many. What is behind them stays one field, so that a file of one endless line
/// does not become ten times its size in memory.
constexpr std::size_t most_fields = 1'000'000;

}  // namespace

void split_at(std::string_view line, char separator, std::vector<std::string_view>& fields) {
  fields.clear();
  for (;;) {
    const bool is_full = fields.size() == most_fields;
    const std::size_t end = is_full ? std::string_view::npos : line.find(separator);
    std::string_view field = line.substr(0, end);
    while (!field.empty() && (field.front() == ' ' || field.front() == '\t'))
      field.remove_prefix(1);
    while (!field.empty() && (field.back() == ' ' || field.back() == '\t')) field.remove_suffix(1);
    fields.push_back(field);
    if (end == std::string_view::npos) return;
    line.remove_prefix(end + 1);
  }
}

void split_fields(std::string_view line, std::vector<std::string_view>& fields) {
  constexpr std::string_view blanks = " \t";
  fields.clear();
  std::size_t at = line.find_first_not_of(blanks);
  while (at != std::string_view::npos) {
    const bool is_full = fields.size() == most_fields;
    const std::size_t end =
        is_full ? line.size() : std::min(line.find_first_of(blanks, at), line.size());
    fields.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(blanks, end);
  }
}

std::optional<double> parse_number(std::string_view field) {
  const char decimal = field.find(',') == std::string_view::npos ? '.' : ',';
  const char* at = field.data();
  double value = 0;
  if (!scan_number(at, field.data() + field.size(), value, decimal)) return std::nullopt;
  return at == field.data() + field.size() ? std::optional(value) : std::nullopt;
}

std::optional<std::string_view> value_after(std::string_view line, std::string_view label) {
  std::size_t at = line.find(label);
  if (at == std::string_view::npos) return std::nullopt;
  line.remove_prefix(at + label.size());
  line = line.substr(0, line.find('\t'));
  at = line.find_first_not_of(' ');
  if (at == std::string_view::npos) return std::string_view{};
  return line.substr(at, line.find_last_not_of(' ') - at + 1);
}

}  // namespace solea
