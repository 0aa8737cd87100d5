#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "formats/input_file.h"
#include "formats/utf8.h"

/// Reading text exports: lines with their numbers, fields, numbers. Independent of locale.
namespace solea {

/// Walks through a text line by line; ends of line may be LF, CR LF or CR, also mixed.
class LineReader {
 public:
  /// Keeps the file's content alive. A byte order mark is passed over, UTF-16 is understood.
  explicit LineReader(const InputFile& file) : file_(file.as_text()), rest_(file_.text()) {}

  /// The next line without its end; nothing at the end of the text.
  [[nodiscard]] std::optional<std::string_view> next();
  /// 1-based number of the line next() gave last.
  [[nodiscard]] std::uint64_t line_number() const noexcept { return number_; }
  /// Whether next() gave the last line.
  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
  /// Throws a FormatError that points at the last line.
  [[noreturn]] void fail(const std::string& what) const;

 private:
  InputFile file_;
  std::string_view rest_;
  const char* newline_ = nullptr;  ///< the next LF at or behind rest_, once it was looked for
  std::uint64_t number_ = 0;
};

/// Reads one number at `at`: sign, digits with the given decimal sign, exponent. Moves `at` behind
/// it. False, and `at` unmoved, where there is no finite number. Correctly rounded, and quick for
/// the short numbers of text exports.
bool scan_number(const char*& at, const char* end, double& value, char decimal = '.');

/// A short quotation for messages: in quotes, at most 40 characters, as to_utf8 gives it.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// Splits at one separator; empty fields count. Blanks around fields are trimmed.
void split_at(std::string_view line, char separator, std::vector<std::string_view>& fields);

/// Splits at blanks and tabs, several counting as one.
void split_fields(std::string_view line, std::vector<std::string_view>& fields);

/// A number that fills the whole field, with a decimal point or comma; nothing otherwise, nor for
/// infinity and NaN.
[[nodiscard]] std::optional<double> parse_number(std::string_view field);

/// The text after `label` in a line, up to the next tab or end, blanks trimmed.
[[nodiscard]] std::optional<std::string_view> value_after(std::string_view line,
                                                          std::string_view label);

}  // namespace solea
