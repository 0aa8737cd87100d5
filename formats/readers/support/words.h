#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/input_file.h"
#include "formats/number_text.h"

/// Words and printed numbers of text exports. Independent of locale.
namespace solea::readers {

/// Lower case of ASCII letters; what is beyond stays as it is.
[[nodiscard]] std::string lower_case(std::string_view text);

/// Without blanks and tabs, or other characters, at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text, std::string_view what = " \t");

[[nodiscard]] bool has_any(std::string_view text, std::initializer_list<std::string_view> parts);

/// The words of ASCII letters in a text, in lower case.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// Digits behind the decimal sign of a plain number; nothing with an exponent.
[[nodiscard]] std::optional<int> decimals_of(std::string_view number);

/// Half a unit of the last digit a number is printed with: what rounding may have made of it. That
/// of a whole number with an exponent.
[[nodiscard]] double half_unit(std::string_view number);

/// Whether a field is what programs write where there is no number: nothing, "NaN", "N/A", "--".
[[nodiscard]] bool is_no_number(std::string_view field);

/// Whether the text stops within a line.
[[nodiscard]] bool ends_within_line(const InputFile& text);

/// The beginning of a file as text without a byte order mark.
[[nodiscard]] InputFile head_as_text(std::span<const std::byte> head);

}  // namespace solea::readers
