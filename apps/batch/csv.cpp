#include "apps/batch/csv.h"

#include <cmath>
#include <cstdint>
#include <utility>

#include "core/error.h"
#include "formats/input_file.h"
#include "formats/number_text.h"

namespace solea::batch {

void CsvRows::separate() {
  if (in_row_) text_ += ',';
  in_row_ = true;
}

void CsvRows::add(std::string_view text) {
  separate();
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    text_ += text;
    return;
  }
  text_ += '"';
  for (const char c : text) {
    if (c == '"') text_ += '"';
    text_ += c;
  }
  text_ += '"';
}

void CsvRows::add(double value) {
  separate();
  if (std::isfinite(value)) text_ += printed(value);
}

void CsvRows::add(std::optional<double> value) {
  separate();
  if (value && std::isfinite(*value)) text_ += printed(*value);
}

void CsvRows::add(bool value) {
  separate();
  text_ += value ? "true" : "false";
}

void CsvRows::end_row() {
  text_ += "\r\n";
  in_row_ = false;
  ++rows_;
}

std::string csv_titles(const std::vector<std::string>& titles) {
  CsvRows row;
  for (const std::string& title : titles) row.add(std::string_view(title));
  row.end_row();
  return row.text();
}

namespace {

/// Takes a text apart, field by field.
class CsvScan {
 public:
  explicit CsvScan(std::string_view text) : text_(text) {
    const std::string_view titles = text.substr(0, text.find_first_of("\r\n"));
    for (const char c : {'\t', ';'}) {
      if (titles.find(c) != std::string_view::npos) separator_ = c;
    }
  }

  /// The next row that is not empty; false at the end.
  bool next(std::vector<std::string>& fields, std::uint64_t& line) {
    while (at_ < text_.size()) {
      line = line_;
      fields.assign(1, "");
      read_row(fields);
      if (fields.size() > 1 || !fields.front().empty()) return true;
    }
    return false;
  }

 private:
  void read_row(std::vector<std::string>& fields) {
    bool quoted = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') ++line_;
      if (quoted) {
        if (c != '"') {
          fields.back() += c;
        } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
          fields.back() += '"';
          ++at_;
        } else {
          quoted = false;
        }
      } else if (c == '"' && fields.back().empty()) {
        quoted = true;
      } else if (c == separator_) {
        fields.emplace_back();
      } else if (c == '\n') {
        ++at_;
        return;
      } else if (c != '\r') {
        fields.back() += c;
      }
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  char separator_ = ',';
};

}  // namespace

CsvFile read_csv(const std::filesystem::path& file) {
  const InputFile input = InputFile(file).as_text();
  CsvScan scan(input.text());
  CsvFile csv;
  std::vector<std::string> fields;
  std::uint64_t line = 0;
  while (scan.next(fields, line)) {
    if (csv.titles.empty()) {
      csv.titles = std::exchange(fields, {});
      continue;
    }
    if (fields.size() != csv.titles.size()) {
      throw FormatError::at_line(file, line,
                                 std::to_string(fields.size()) + " fields, expected " +
                                     std::to_string(csv.titles.size()) + " as in the titles");
    }
    csv.rows.push_back(std::exchange(fields, {}));
    csv.lines.push_back(line);
  }
  return csv;
}

}  // namespace solea::batch
