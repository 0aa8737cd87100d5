#pragma once

#include <span>
#include <string>
#include <string_view>

#include "formats/text_scan.h"

/// Lines "Key (unit):,value" of exports that are made to be opened with a spreadsheet.
namespace solea::readers {

/// What stands between fields and fills up lines.
inline constexpr std::string_view fillers = ",; \t\"";

/// A line "Key (unit):,value".
struct KeyLine {
  std::string key;  // lower case, without unit and colon
  std::string_view unit;
  std::string_view value;
};

[[nodiscard]] KeyLine split_key_line(std::string_view line, char separator);

/// The separator of a file, from its first line that begins with one of its keys; ',' where none
/// tells.
[[nodiscard]] char separator_of(std::string_view text, std::span<const std::string_view> keys);

/// A pressure at `at`, perhaps in quotes, with a decimal point, or with a decimal comma where that
/// cannot separate. Moves `at` behind it, and `decimals` up to the digits of its fraction.
double scan_cell(const LineReader& lines, char separator, const char*& at, const char* end,
                 int& decimals);
/// Fails with the field at `from`.
[[noreturn]] void fail_cell(const LineReader& lines, char separator, const char* from,
                            const char* end);
/// Whether nothing but what fills up lines is left.
[[nodiscard]] bool only_fillers(const char* at, const char* end);

}  // namespace solea::readers
