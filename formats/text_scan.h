#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

/// Reading text exports: lines with their numbers, fields, numbers. Independent of locale.
namespace solea {

/// A whole file. Throws FileError.
[[nodiscard]] std::string read_text(const std::filesystem::path& file);

/// Walks through a text line by line; ends of line may be LF or CR LF.
class LineReader {
 public:
  LineReader(const std::filesystem::path& file, std::string_view text) : file_(file), rest_(text) {}

  /// The next line without its end; nothing at the end of the text.
  [[nodiscard]] std::optional<std::string_view> next();
  /// 1-based number of the line next() gave last.
  [[nodiscard]] std::uint64_t line_number() const noexcept { return number_; }
  /// Throws a FormatError that points at the last line.
  [[noreturn]] void fail(const std::string& what) const;

 private:
  std::filesystem::path file_;
  std::string_view rest_;
  std::uint64_t number_ = 0;
};

/// Splits at blanks and tabs, several counting as one.
void split_fields(std::string_view line, std::vector<std::string_view>& fields);

/// A number that fills the whole field, with a decimal point or comma; nothing otherwise, nor for
/// infinity and NaN.
[[nodiscard]] std::optional<double> parse_number(std::string_view field);

/// The text after `label` in a line, up to the next tab or end, blanks trimmed.
[[nodiscard]] std::optional<std::string_view> value_after(std::string_view line,
                                                          std::string_view label);

}  // namespace solea
