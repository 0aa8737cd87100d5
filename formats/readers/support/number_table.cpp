#include "formats/readers/support/number_table.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "formats/readers/support/words.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z');
}

/// Whether blanks divide numbers of this line, as in "0,1 0,2", not only follow commas.
bool has_blank_between_numbers(std::string_view line) {
  for (std::size_t i = 1; i + 1 < line.size(); ++i) {
    if (line[i] == ' ' && is_digit(line[i - 1])) {
      const std::size_t next = line.find_first_not_of(' ', i);
      if (next == std::string_view::npos) return false;
      if (is_digit(line[next]) || line[next] == '-' || line[next] == '.') return true;
      i = next;
    }
  }
  return false;
}

}  // namespace

char find_separator(std::string_view line) {
  line = trimmed(line);
  for (const char c : {';', '\t'}) {
    if (line.find(c) != std::string_view::npos) return c;
  }
  if (line.find(',') != std::string_view::npos && !has_blank_between_numbers(line)) return ',';
  return ' ';
}

std::vector<std::string_view> split_titles(std::string_view line, char separator) {
  std::vector<std::string_view> titles;
  if (separator == ' ') {
    split_fields(line, titles);
  } else {
    split_at(line, separator, titles);
  }
  for (std::string_view& title : titles) {
    if (title.size() >= 2 && title.front() == '"' && title.back() == '"') {
      title = trimmed(title.substr(1, title.size() - 2));
    }
  }
  while (!titles.empty() && titles.back().empty()) titles.pop_back();
  return titles;
}

bool NumberFields::scan(const char*& at, double& value, bool with_comma) const {
  const char* p = at;
  if (!scan_number(p, end_, value, '.')) {
    if (!with_comma || !scan_number(p, end_, value, ',')) return false;
  } else if (with_comma && p != end_ && *p == ',') {
    p = at;
    if (!scan_number(p, end_, value, ',')) return false;
  }
  at = p;
  return true;
}

NumberFields::Got NumberFields::next(double& value) {
  while (at_ != end_ && is_blank(*at_) && *at_ != separator_) ++at_;
  if (separator_ == ' ') {
    while (at_ != end_ && is_blank(*at_)) ++at_;
  }
  field_ = {};
  if (at_ == end_) return Got::end;
  const auto at_field_end = [&](const char* p) {
    return p == end_ || *p == separator_ || (separator_ == ' ' && is_blank(*p));
  };
  const char* const begin = at_;
  const char* p = begin;
  const bool quoted = *p == '"';
  if (quoted) ++p;
  bool is_number = scan(p, value, quoted || separator_ != ',');
  if (is_number && quoted) is_number = p != end_ && *p++ == '"';
  const char* const number_end = p;
  while (p != end_ && is_blank(*p) && !at_field_end(p)) ++p;
  if (is_number && at_field_end(p)) {
    field_ = {begin, static_cast<std::size_t>(number_end - begin)};
    at_ = p == end_ ? p : p + 1;
    return Got::number;
  }
  p = begin;
  while (!at_field_end(p)) ++p;
  field_ = trimmed({begin, static_cast<std::size_t>(p - begin)});
  at_ = p == end_ ? p : p + 1;
  return field_.empty() ? Got::empty : Got::text;
}

ColumnTitle parse_title(std::string_view title) {
  const std::string lower = lower_case(trimmed(title));
  std::string_view name = lower;
  ColumnTitle out;
  if (const std::size_t open = name.find_first_of("[("); open != std::string_view::npos) {
    const std::size_t close = std::min(name.find_first_of("])", open), name.size());
    out.unit = trimmed(name.substr(open + 1, close - open - 1));
    name = name.substr(0, open);
  } else if (const std::size_t under = name.find_last_of("_ "); under != std::string_view::npos) {
    static constexpr std::array<std::string_view, 11> units = {
        "s", "sec", "secs", "ms", "us", "mm", "cm", "m", "n", "kn", "kpa"};
    const std::string_view last = name.substr(under + 1);
    if (std::find(units.begin(), units.end(), last) != units.end()) {
      out.unit = last;
      name = name.substr(0, under);
    }
  }
  std::copy_if(name.begin(), name.end(), std::back_inserter(out.name), is_alphanumeric);
  return out;
}

std::optional<double> seconds_per_unit(std::string_view unit) {
  for (const std::string_view s : {"s", "sec", "secs", "second", "seconds"}) {
    if (unit == s) return 1.0;
  }
  for (const std::string_view ms : {"ms", "msec", "msecs", "millisecond", "milliseconds"}) {
    if (unit == ms) return 1e-3;
  }
  if (unit == "us") return 1e-6;
  return std::nullopt;
}

bool is_time_name(std::string_view name) {
  for (const std::string_view known :
       {"t", "time", "times", "timestamp", "zeit", "temps", "tiempo", "tempo", "tijd"}) {
    if (name == known) return true;
  }
  return false;
}

}  // namespace solea::readers
