#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Texts of files in any encoding, as UTF-8.
namespace solea {

/// Appends one character by its Unicode number; nothing beyond U+10FFFF.
void append_utf8(std::uint32_t code, std::string& out);

/// A text in UTF-16; half a pair of surrogates is kept as it is.
[[nodiscard]] std::string utf16_to_utf8(std::string_view text, bool little_endian);

/// A text from a file as messages, JSON and sessions can carry it: Latin-1 turned into UTF-8,
/// control characters left out, blanks at the ends trimmed.
[[nodiscard]] std::string to_utf8(std::string_view text);

}  // namespace solea
