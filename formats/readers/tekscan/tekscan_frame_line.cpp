#include "formats/readers/tekscan/tekscan_frame_line.h"

#include <algorithm>

#include "formats/text_scan.h"

namespace solea::readers {

std::optional<TekscanFrameLine> parse_frame_line(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  const std::size_t first = text.find_first_of(digits);
  // One word and blanks stand before the number.
  if (first == text.npos || text.find_first_not_of(" \t", text.find_first_of(" \t")) != first) {
    return std::nullopt;
  }
  const std::size_t end = std::min(text.find_first_not_of(digits, first), text.size());
  const auto number = parse_number(text.substr(first, end - first));
  constexpr double most = 1e12;
  if (!number || *number > most) return std::nullopt;
  TekscanFrameLine line;
  line.number = static_cast<std::int64_t>(*number);
  line.clock = find_clock_time(text.substr(end));
  constexpr std::string_view label = "Raw Sum";
  if (const std::size_t at = text.find(label); at != text.npos) {
    const std::string_view rest = trimmed(text.substr(at + label.size()), " \t,;=:\"");
    line.raw_sum = parse_number(rest.substr(0, rest.find_first_not_of("0123456789.")));
  }
  return line;
}

}  // namespace solea::readers
