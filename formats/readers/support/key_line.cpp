#include "formats/readers/support/key_line.h"

#include <algorithm>

#include "formats/readers/support/grid_text.h"

namespace solea::readers {

namespace {

/// Up to `separator`, or what is in quotes. Moves `line` behind it.
std::string_view take_field(std::string_view& line, char separator) {
  line = trimmed(line);
  std::size_t end = 0;
  std::string_view field;
  if (line.starts_with('"')) {
    end = std::min(line.find('"', 1), line.size());
    field = line.substr(1, end - 1);
  }
  end = std::min(line.find(separator, end), line.size());
  if (!line.starts_with('"')) field = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return trimmed(field);
}

}  // namespace

KeyLine split_key_line(std::string_view line, char separator) {
  std::string_view key = take_field(line, separator);
  if (key.ends_with(':')) key.remove_suffix(1);
  std::string_view unit;
  if (const std::size_t open = key.find('('); open != key.npos) {
    unit = key.substr(open + 1, key.find(')', open) - open - 1);
    key = key.substr(0, open);
  }
  return {lower_case(trimmed(key)), trimmed(unit), take_field(line, separator)};
}

char separator_of(std::string_view text, std::span<const std::string_view> keys) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    const std::size_t first = line.find_first_not_of(fillers);
    if (first == line.npos) continue;
    const std::string begin = lower_case(line.substr(first, 16));
    const bool is_key = std::any_of(keys.begin(), keys.end(),
                                    [&](std::string_view key) { return begin.starts_with(key); });
    const std::size_t found = is_key ? line.find_first_of(",;\t", first) : line.npos;
    if (found != line.npos) return line[found];
  }
  return ',';
}

double scan_cell(const LineReader& lines, char separator, const char*& at, const char* end,
                 int& decimals) {
  const char* const from = at;
  const bool is_quoted = at != end && *at == '"';
  if (is_quoted) ++at;
  const char* const digits = at;
  char decimal = '.';
  double value = 0;
  bool ok = scan_number(at, end, value);
  if (at != end && *at == ',' && (is_quoted || separator != ',')) {
    at = digits;
    decimal = ',';
    ok = scan_number(at, end, value, decimal);
  }
  if (!ok) fail_cell(lines, separator, from, end);
  const char* sign = at;
  while (sign != digits && sign[-1] != decimal) --sign;
  if (sign != digits)
    decimals = std::max(decimals, static_cast<int>(std::min<std::ptrdiff_t>(at - sign, 9)));
  if (is_quoted) {
    if (at == end || *at != '"') fail_cell(lines, separator, from, end);
    ++at;
  }
  if (!(value >= 0 && value <= 1e9)) {
    lines.fail("a pressure of " + short_number(value) + ", expected 0 or more");
  }
  return value;
}

void fail_cell(const LineReader& lines, char separator, const char* from, const char* end) {
  const std::string_view rest(from, static_cast<std::size_t>(end - from));
  std::string_view field = rest.substr(0, rest.find(separator));
  if (rest.starts_with('"')) field = rest.substr(1, rest.find('"', 1) - 1);
  lines.fail(in_quotes(trimmed(field)) + ", expected a pressure");
}

bool only_fillers(const char* at, const char* end) {
  return std::string_view(at, static_cast<std::size_t>(end - at)).find_first_not_of(fillers) ==
         std::string_view::npos;
}

}  // namespace solea::readers
