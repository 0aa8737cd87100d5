#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace solea {

/// A CSV table with a line of titles, as text. Separator comma, semicolon or tab; fields may stand
/// in double quotes; lines that begin with '#' and empty ones are passed over.
struct StatsTable {
  std::filesystem::path file;
  std::vector<std::string> titles;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> lines;  ///< of the file, a row each

  /// Throws FileError or FormatError, with the line.
  [[nodiscard]] static StatsTable read(const std::filesystem::path& file);
  /// Throws FormatError where there is no such column.
  [[nodiscard]] std::size_t column(std::string_view title) const;
  /// Throws FormatError, with the line, where it is no number.
  [[nodiscard]] double number(std::size_t row, std::size_t column) const;
  /// The numbers of a column, empty fields left out.
  [[nodiscard]] std::vector<double> numbers(std::string_view title) const;
};

}  // namespace solea
