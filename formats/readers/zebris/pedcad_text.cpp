#include "formats/readers/zebris/pedcad_text.h"

#include <cmath>
#include <utility>

#include "formats/readers/support/number_table.h"
#include "formats/readers/support/words.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

constexpr double unloaded = -1;
constexpr std::size_t most_lines = 10000;

class Parser {
 public:
  explicit Parser(const InputFile& file) : lines_(file) {
    const std::string_view text = file.text();
    text_.name = file.name();
    text_.ends_with_line = !text.empty() && (text.back() == '\n' || text.back() == '\r');
  }

  PedcadText parse() {
    while (const auto line = lines_.next()) {
      const std::string_view text = trimmed(*line);
      if (text.empty() || text.front() == ';' || text.front() == '#') continue;
      if (text.front() == '[') {
        begin_section(text);
      } else if (text_.ends_in_data) {
        read_values(text);
      } else {
        read_key(text);
      }
    }
    text_.lines = lines_.line_number();
    return std::move(text_);
  }

 private:
  void begin_section(std::string_view text) {
    text_.ends_in_data = false;
    if (text.back() != ']') {
      if (!lines_.at_end())
        lines_.fail("bad section " + in_quotes(text) + ", expected e.g. [Technical]");
      text_.cut = true;
      return;
    }
    section_ = lower_case(trimmed(text.substr(1, text.size() - 2)));
    if (!section_.starts_with("data")) return;
    PedcadPicture picture;
    picture.line = lines_.line_number();
    if (section_.size() > 4) {
      const auto number = parse_number(std::string_view(section_).substr(4));
      if (!number || *number < 0 || *number > 1e8 || *number != std::floor(*number)) {
        lines_.fail("bad section " + in_quotes(text) + ", expected [Data] or [DataNUMBER]");
      }
      picture.number = static_cast<int>(*number);
    }
    text_.pictures.push_back(std::move(picture));
    text_.ends_in_data = true;
  }

  void read_key(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return;
    const std::string key = lower_case(trimmed(text.substr(0, equals)));
    const std::string_view value = trimmed(text.substr(equals + 1));
    // Of a person only the sex: names never leave the file.
    const bool of_the_picture = section_ == "general" || section_ == "technical";
    if (!of_the_picture && key != "sex" && key != "footside") return;
    if (!value.empty()) {
      text_.values.insert_or_assign(key,
                                    PedcadText::Value{std::string(value), lines_.line_number()});
    }
  }

  /// Adds a line to the last picture.
  void read_values(std::string_view text) {
    PedcadPicture& picture = text_.pictures.back();
    const std::size_t cells_before = picture.cells.size();
    const char* at = text.data();
    const char* const end = at + text.size();
    const auto is_separator = [](char c) { return c == ' ' || c == '\t' || c == ';'; };
    std::size_t count = 0;
    for (;;) {
      while (at != end && is_separator(*at)) ++at;
      if (at == end) break;
      const char* const start = at;
      double value = 0;
      bool good = scan_number(at, end, value);
      if (good && at != end && *at == ',') {
        at = start;
        good = scan_number(at, end, value, ',');
      }
      const std::string_view field(start, static_cast<std::size_t>(end - start));
      if (!good || (at != end && !is_separator(*at))) {
        if (lines_.at_end() && field == "-") break;  // cut: the line is too short
        lines_.fail(in_quotes(field.substr(0, field.find_first_of(" \t;"))) +
                    ", expected a pressure or -1");
      }
      if (value < 0 && value != unloaded) {
        lines_.fail("a pressure of " + in_quotes({start, static_cast<std::size_t>(at - start)}) +
                    ", expected 0 or more, or -1 for unloaded");
      }
      if (value > most_kpa) lines_.fail("a pressure beyond any sensor");
      const std::size_t index = picture.rows * picture.cols + count;
      if (++count > most_lines) lines_.fail("more than 10000 values in a line");
      if (picture.rows > 0 && count > picture.cols) fail_width(count);
      if (value > 0) picture.cells.push_back({static_cast<std::uint32_t>(index), value});
    }
    if (picture.rows > 0 && count != picture.cols) {
      if (!lines_.at_end()) fail_width(count);
      picture.cells.resize(cells_before);  // of the line that is cut nothing is kept
      text_.cut = true;
      return;
    }
    picture.cols = count;
    if (++picture.rows > most_lines) lines_.fail("more than 10000 lines in a picture");
  }

  [[noreturn]] void fail_width(std::size_t count) const {
    lines_.fail("a line of " + std::to_string(count) + " values in a picture with lines of " +
                std::to_string(text_.pictures.back().cols));
  }

  LineReader lines_;
  PedcadText text_;
  std::string section_;
};

}  // namespace

PedcadText read_pedcad_text(const InputFile& file) {
  return Parser(file).parse();
}

std::optional<std::string_view> PedcadText::value(const std::string& key) const {
  const auto found = values.find(key);
  if (found == values.end()) return std::nullopt;
  return std::string_view(found->second.text);
}

std::optional<double> PedcadText::number(const std::string& key, double least, double most,
                                         bool whole) const {
  const auto found = values.find(key);
  if (found == values.end()) return std::nullopt;
  const auto number = parse_number(found->second.text);
  if (!number || *number < least || *number > most || (whole && *number != std::floor(*number))) {
    throw FormatError::at_line(name, found->second.line,
                               "bad '" + key + "' " + in_quotes(found->second.text) +
                                   ", expected a " + (whole ? "whole " : "") +
                                   "number within its bounds");
  }
  return number;
}

void PedcadText::fail(const std::string& what) const {
  throw FormatError::at_line(name, lines, what);
}

}  // namespace solea::readers
