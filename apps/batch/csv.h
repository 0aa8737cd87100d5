#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace solea::batch {

/// Rows of a table after RFC 4180: fields in quotes where they must be, lines end in CR LF. What is
/// undefined is an empty field; numbers are the shortest text that reads back as the same double.
class CsvRows {
 public:
  void add(std::string_view text);
  void add(double value);
  void add(std::optional<double> value);
  void add(bool value);
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) void add(Number value) {
    add(std::string_view(std::to_string(value)));
  }
  void end_row();

  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  void separate();

  std::string text_;
  std::size_t rows_ = 0;
  bool in_row_ = false;
};

/// A line of titles, as a row.
[[nodiscard]] std::string csv_titles(const std::vector<std::string>& titles);

/// A CSV file with titles, as text: RFC 4180, the separator may also be a semicolon or a tab.
struct CsvFile {
  std::vector<std::string> titles;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::uint64_t> lines;  ///< where each row begins, 1-based
};

/// Throws FileError, and FormatError, with the line, where a row has another number of fields than
/// there are titles.
[[nodiscard]] CsvFile read_csv(const std::filesystem::path& file);

}  // namespace solea::batch
