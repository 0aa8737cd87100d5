#include "apps/batch/manifest.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <string_view>

#include "apps/batch/csv.h"
#include "core/error.h"
#include "formats/number_text.h"
#include "formats/text_scan.h"

namespace solea::batch {

namespace {

/// A field and where it stands.
struct Field {
  const std::filesystem::path& file;
  std::uint64_t line;
  std::string_view title;
  const std::string& text;

  [[noreturn]] void fail(const std::string& expected) const {
    throw FormatError::at_line(
        file, line,
        "column " + std::string(title) + ": " + in_quotes(text) + ", expected " + expected);
  }
  [[nodiscard]] double number(double least, double most) const {
    const auto value = parse_number(text);
    if (!value || *value < least || *value > most) {
      fail("a number from " + printed(least) + " to " + printed(most));
    }
    return *value;
  }
  /// A code tells who is meant only to those who keep the list.
  [[nodiscard]] std::string code() const {
    constexpr std::string_view allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    if (text.size() > 64 || text.find_first_not_of(allowed) != std::string::npos) {
      fail("a code of letters, digits and _ . -");
    }
    return text;
  }
};

struct Column {
  std::string_view title;
  void (*take)(Input& input, const Field& field);
};

constexpr std::array columns = {
    Column{"file", [](Input& i, const Field& f) { i.path = f.file.parent_path() / f.text; }},
    Column{"recording",
           [](Input& i, const Field& f) {
             const double number = f.number(1, 1e6);
             if (number != std::floor(number)) f.fail("a whole number");
             i.told.recording = static_cast<std::size_t>(number);
           }},
    Column{"subject", [](Input& i, const Field& f) { i.told.subject = f.code(); }},
    Column{"session", [](Input& i, const Field& f) { i.told.session = f.code(); }},
    Column{"group", [](Input& i, const Field& f) { i.told.group = f.code(); }},
    Column{"condition", [](Input& i, const Field& f) { i.told.condition = f.code(); }},
    Column{"trial", [](Input& i, const Field& f) { i.told.trial = f.code(); }},
    Column{"side",
           [](Input& i, const Field& f) {
             if (f.text != "left" && f.text != "right") f.fail("left or right");
             i.told.side = f.text == "left" ? Side::left : Side::right;
           }},
    Column{"mass_kg", [](Input& i, const Field& f) { i.told.mass_kg = f.number(1, 500); }},
    Column{"age_years", [](Input& i, const Field& f) { i.told.age_years = f.number(0.1, 130); }},
    Column{"format", [](Input& i, const Field& f) { i.told.format = f.code(); }},
    Column{"rate_hz", [](Input& i, const Field& f) { i.told.rate_hz = f.number(0.001, 1e6); }},
    Column{"pitch_mm", [](Input& i, const Field& f) { i.told.pitch_mm = f.number(0.01, 1000); }},
    Column{"unit", [](Input& i, const Field& f) { i.told.unit = f.text; }},
};

const Column& find_column(const std::filesystem::path& file, const std::string& title) {
  std::string known;
  for (const Column& column : columns) {
    if (column.title == title) return column;
    known += (known.empty() ? "" : ", ") + std::string(column.title);
  }
  throw FormatError::at_line(file, 1,
                             "column " + in_quotes(title) + " is not known, expected some of " +
                                 known + "; codes, never names of people");
}

}  // namespace

bool is_manifest(const std::filesystem::path& file) {
  if (file.extension() != ".csv" && file.extension() != ".tsv") return false;
  std::ifstream in(file, std::ios::binary);
  std::string line;
  constexpr std::size_t longest = 4096;  // of a line of titles
  line.resize(longest);
  in.read(line.data(), static_cast<std::streamsize>(longest));
  line.resize(static_cast<std::size_t>(in.gcount()));
  std::string_view titles = line;
  if (titles.starts_with("\xEF\xBB\xBF")) titles.remove_prefix(3);
  titles = titles.substr(0, titles.find_first_of("\r\n"));
  while (!titles.empty()) {
    const std::size_t end = titles.find_first_of(",;\t");
    const std::string_view title = titles.substr(0, end);
    if (title == "file" || title == "\"file\"") return true;
    if (end == std::string_view::npos) break;
    titles.remove_prefix(end + 1);
  }
  return false;
}

std::vector<Input> read_manifest(const std::filesystem::path& file) {
  const CsvFile csv = read_csv(file);
  std::vector<const Column*> order;
  for (const std::string& title : csv.titles) {
    const Column* column = &find_column(file, title);
    if (std::find(order.begin(), order.end(), column) != order.end()) {
      throw FormatError::at_line(file, 1, "column " + in_quotes(title) + " is there twice");
    }
    order.push_back(column);
  }
  std::vector<Input> inputs;
  for (std::size_t r = 0; r < csv.rows.size(); ++r) {
    Input& input = inputs.emplace_back();
    for (std::size_t c = 0; c < order.size(); ++c) {
      const std::string& text = csv.rows[r][c];
      const Field field{file, csv.lines[r], order[c]->title, text};
      if (!text.empty()) {
        order[c]->take(input, field);
      } else if (order[c]->title == "file") {
        field.fail("the path of a recording");
      }
    }
  }
  if (inputs.empty()) throw FormatError(file, "lists no file, expected a row for each");
  return inputs;
}

}  // namespace solea::batch
