#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "formats/input_file.h"

namespace solea::readers {

inline constexpr std::string_view ole2_signature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Reads one stream out of an OLE2 compound file ([MS-CFB]): the first there is of `names`.
/// Throws FormatError where the file is damaged or has none of them.
[[nodiscard]] std::string read_ole2_stream(const InputFile& file,
                                           std::initializer_list<std::string_view> names);

/// A little-endian number of 1 to 8 bytes; nothing where it does not lie within `bytes`.
[[nodiscard]] std::optional<std::uint64_t> little_endian(std::string_view bytes, std::size_t at,
                                                         std::size_t size);

}  // namespace solea::readers
