#include "formats/text_scan.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <sstream>

namespace solea {

std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw FileError(file, std::string("cannot be opened: ") + std::strerror(errno));
  std::ostringstream text;
  text << in.rdbuf();
  if (in.bad()) throw FileError(file, "cannot be read");
  return std::move(text).str();
}

std::optional<std::string_view> LineReader::next() {
  if (rest_.empty()) return std::nullopt;
  const std::size_t end = rest_.find('\n');
  std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  ++number_;
  return line;
}

void LineReader::fail(const std::string& what) const {
  throw FormatError::at_line(file_, number_, what);
}

void split_fields(std::string_view line, std::vector<std::string_view>& fields) {
  constexpr std::string_view blanks = " \t";
  fields.clear();
  std::size_t at = line.find_first_not_of(blanks);
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
    fields.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(blanks, end);
  }
}

std::optional<double> parse_number(std::string_view field) {
  std::array<char, 64> copy{};
  if (field.size() >= copy.size()) return std::nullopt;
  if (const std::size_t comma = field.find(','); comma != std::string_view::npos) {
    field.copy(copy.data(), field.size());
    copy[comma] = '.';
    field = {copy.data(), field.size()};
  }
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc{} || end != field.data() + field.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
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
