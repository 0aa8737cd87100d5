#include "apps/solea/output/stats_table.h"

#include <algorithm>

#include "core/error.h"
#include "formats/input_file.h"
#include "formats/text_scan.h"

namespace solea {

namespace {

std::vector<std::string> fields_of(std::string_view line, char separator) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  for (std::string& field : fields) {
    const std::size_t first = field.find_first_not_of(" \t");
    field = first == std::string::npos
                ? ""
                : field.substr(first, field.find_last_not_of(" \t") - first + 1);
  }
  return fields;
}

char separator_of(std::string_view titles) {
  for (const char c : {'\t', ';'}) {
    if (titles.find(c) != std::string_view::npos) return c;
  }
  return ',';
}

}  // namespace

StatsTable StatsTable::read(const std::filesystem::path& file) {
  StatsTable table;
  table.file = file;
  const InputFile input(file);
  LineReader lines(input);
  char separator = ',';
  while (const auto line = lines.next()) {
    if (line->find_first_not_of(" \t") == std::string_view::npos || line->front() == '#') continue;
    if (table.titles.empty()) {
      separator = separator_of(*line);
      table.titles = fields_of(*line, separator);
      continue;
    }
    auto fields = fields_of(*line, separator);
    if (fields.size() != table.titles.size()) {
      lines.fail(std::to_string(fields.size()) + " fields, expected " +
                 std::to_string(table.titles.size()) + " as in the titles");
    }
    table.rows.push_back(std::move(fields));
    table.lines.push_back(lines.line_number());
  }
  if (table.rows.empty()) throw FormatError(file, "no line of numbers below a line of titles");
  return table;
}

std::size_t StatsTable::column(std::string_view title) const {
  const auto found = std::find(titles.begin(), titles.end(), title);
  if (found == titles.end()) {
    std::string known;
    for (std::size_t i = 0; i < std::min<std::size_t>(titles.size(), 8); ++i) {
      known += (i > 0 ? ", " : "") + titles[i];
    }
    throw FormatError(file, "no column " + in_quotes(title) + ", expected one of " + known);
  }
  return static_cast<std::size_t>(found - titles.begin());
}

double StatsTable::number(std::size_t row, std::size_t column) const {
  const auto value = parse_number(rows[row][column]);
  if (!value) {
    throw FormatError(file, "line " + std::to_string(lines[row]) + ", column " +
                                in_quotes(titles[column]) + ": " + in_quotes(rows[row][column]) +
                                ", expected a number");
  }
  return *value;
}

std::vector<double> StatsTable::numbers(std::string_view title) const {
  const std::size_t c = column(title);
  std::vector<double> values;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (!rows[r][c].empty()) values.push_back(number(r, c));
  }
  return values;
}

}  // namespace solea
