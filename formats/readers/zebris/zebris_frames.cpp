#include "formats/readers/zebris/zebris_frames.h"

#include <cstring>

#include "formats/readers/support/number_table.h"
#include "formats/readers/support/words.h"

namespace solea::readers {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "(x99,y26)"; nothing where the vendor gives none.
std::optional<std::pair<int, int>> read_centre(std::string_view value) {
  const std::size_t x = value.find_first_of("xX");
  const std::size_t y = value.find_first_of("yY");
  if (x == value.npos || y == value.npos || y < x) return std::nullopt;
  const auto number = [&](std::size_t first) {
    const char* at = value.data() + first + 1;
    double found = 0;
    const bool good = scan_number(at, value.data() + value.size(), found);
    return good && found >= 1 && found <= most_cells_a_side ? static_cast<int>(found) : 0;
  };
  const auto pair = std::pair{number(x), number(y)};
  return pair.first > 0 && pair.second > 0 ? std::optional(pair) : std::nullopt;
}

}  // namespace

std::optional<int> number_at_end(std::string_view text) {
  std::size_t first = text.size();
  while (first > 0 && is_digit(text[first - 1])) --first;
  if (first == text.size() || text.size() - first > 9) return std::nullopt;
  return static_cast<int>(parse_number(text.substr(first)).value_or(0));
}

bool ZebrisFrames::read(int number) {
  ZebrisFrame frame;
  frame.number = number;
  frame.line = lines_.line_number();
  frame.first_cell = platform_.cells.size();
  int rows = 0;
  for (;;) {
    const auto line = lines_.next();
    if (!line) return drop(frame);
    if (line->size() > 1 && ((*line)[0] == 'y' || (*line)[0] == 'Y') && is_digit((*line)[1])) {
      if (!read_line(*line, rows, frame)) return drop(frame);
      ++rows;
    } else if (trimmed(*line) == "}") {
      break;
    } else if (rows == 0) {
      read_key(*line, frame);
    } else if (!trimmed(*line).empty()) {
      if (lines_.at_end()) return drop(frame);
      lines_.fail(in_quotes(*line) + ", expected line y" + std::to_string(rows + 1));
    }
  }
  if (rows != platform_.plate.rows) {
    lines_.fail("frame " + std::to_string(number) + " has " + std::to_string(rows) +
                " lines, expected " + std::to_string(platform_.plate.rows));
  }
  platform_.frames.push_back(frame);
  return true;
}

/// The file ends within a frame: what is there of it goes.
bool ZebrisFrames::drop(const ZebrisFrame& frame) {
  platform_.cells.resize(frame.first_cell);
  return false;
}

void ZebrisFrames::read_key(std::string_view line, ZebrisFrame& frame) {
  if (line.empty() || line == titles_) return;
  const std::string_view text = trimmed(line);
  if (text.empty()) return;
  if (text.front() == 'x' || text.front() == 'X') {
    check_titles(line);
    return;
  }
  const std::size_t tab = text.find('\t');
  if (tab == text.npos) {
    if (const auto exercise = number_at_end(text)) frame.exercise = *exercise;
    return;
  }
  const std::string_view value = trimmed(text.substr(tab));
  if (value.front() == '(') {
    frame.centre = read_centre(value);
  } else if (has_any(text.substr(0, tab), {"ms"})) {
    const auto time = parse_number(value);
    if (!time && !lines_.at_end()) lines_.fail("bad time " + in_quotes(value) + ", expected ms");
    frame.time_ms = time;
  }
}

/// The titles must be x1 to the last column, in order.
void ZebrisFrames::check_titles(std::string_view line) {
  split_fields(line, fields_);
  const auto cols = static_cast<std::size_t>(platform_.plate.cols);
  bool good = fields_.size() == cols;
  for (std::size_t i = 0; good && i < cols; ++i) {
    good = parse_number(fields_[i].substr(1)) == static_cast<double>(i + 1);
  }
  if (good) {
    titles_ = line;
  } else if (!lines_.at_end()) {
    lines_.fail("wrong column titles, expected x1 to x" + std::to_string(cols));
  }
}

/// One line of a frame; false where the file ends within it.
bool ZebrisFrames::read_line(std::string_view line, int row, ZebrisFrame& frame) {
  const char* at = line.data() + 1;
  const char* const end = line.data() + line.size();
  int number = 0;
  while (at != end && is_digit(*at) && number <= most_cells_a_side) {
    number = 10 * number + (*at++ - '0');
  }
  if (number != row + 1 || number > platform_.plate.rows) {
    if (lines_.at_end()) return false;
    lines_.fail("line y" + std::to_string(number) + ", expected " +
                (row < platform_.plate.rows ? "y" + std::to_string(row + 1) : "'}'"));
  }
  // Most lines of most frames are empty, and look the same.
  const std::string_view whole(at, static_cast<std::size_t>(end - at));
  if (!zero_line_.empty() && whole == zero_line_) return true;
  const int cols = platform_.plate.cols;
  double sum = 0;
  double moment = 0;
  for (int col = 0; col < cols; ++col) {
    constexpr std::string_view zero = "\t0.00";
    if (end - at > 5 && std::memcmp(at, zero.data(), zero.size()) == 0 && at[5] == '\t') {
      at += 5;
      continue;
    }
    if (at == end || *at != '\t') return short_line(col);
    const char* const start = ++at;
    double value = 0;
    bool good = scan_number(at, end, value);
    if (good && at != end && *at == ',') {
      at = start;
      good = scan_number(at, end, value, ',');
    }
    if (!good && at == end) return short_line(col);
    if (!good || (at != end && *at != '\t' && *at != ' ')) {
      const std::string_view field(start, static_cast<std::size_t>(end - start));
      lines_.fail(in_quotes(field.substr(0, field.find('\t'))) + ", expected a pressure");
    }
    if (value < 0) lines_.fail("a pressure below 0");
    if (value == 0) continue;
    if (value > most_kpa) lines_.fail("a pressure beyond any sensor");
    if (platform_.pressure_rounding == 0) {
      platform_.pressure_rounding = half_unit({start, static_cast<std::size_t>(at - start)});
    }
    platform_.cells.push_back(
        {static_cast<std::uint32_t>(row * cols + col), static_cast<float>(value * platform_.kpa)});
    sum += value;
    moment += value * (col + 1);
    ++frame.loaded;
  }
  while (at != end && (*at == '\t' || *at == ' ')) ++at;
  if (at != end) {
    lines_.fail("more than the " + std::to_string(cols) +
                " columns of the platform: " + in_quotes({at, static_cast<std::size_t>(end - at)}));
  }
  frame.sum += sum;
  frame.moment_x += moment;
  frame.moment_y += sum * (row + 1);
  if (sum == 0) zero_line_ = whole;
  return true;
}

bool ZebrisFrames::short_line(int cols) const {
  if (lines_.at_end()) return false;
  lines_.fail(std::to_string(cols) + " pressures, expected " +
              std::to_string(platform_.plate.cols));
}

}  // namespace solea::readers
