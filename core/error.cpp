#include "core/error.h"

#include <string_view>

namespace solea {

namespace {

/// Bytes of the UTF-8 character a text begins with; 0: it begins with none that can be printed.
std::size_t printable_size(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char c = byte(0);
  if (c < 0x80) return c >= 0x20 && c != 0x7F ? 1 : 0;
  const std::size_t size = c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
  if (size == 0 || size > text.size()) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool is_good = !(c == 0xC2 && byte(1) < 0xA0) && !(c == 0xE0 && byte(1) < 0xA0) &&
                       !(c == 0xED && byte(1) > 0x9F) && !(c == 0xF0 && byte(1) < 0x90) &&
                       !(c == 0xF4 && byte(1) > 0x8F);
  return is_good ? size : 0;
}

/// One line of printable UTF-8: names of files and of what lies in them are others' bytes.
std::string one_line(std::string_view text, std::size_t longest = std::string_view::npos) {
  std::string line;
  while (!text.empty()) {
    const std::size_t size = printable_size(text);
    if (line.size() + size > longest) return line + "...";
    line += size > 0 ? text.substr(0, size) : "?";
    text.remove_prefix(size > 0 ? size : 1);
  }
  return line;
}

std::string message_of(const std::filesystem::path& file, const std::string& place,
                       const std::string& what) {
  constexpr std::size_t longest = 400;
  return one_line(file.string()) + ":" + place + " " + one_line(what, longest);
}

}  // namespace

DeviceError::DeviceError(const std::string& port, const std::string& what)
    : Error(port + ": " + what) {}

FileError::FileError(const std::filesystem::path& file, const std::string& what)
    : Error(message_of(file, "", what)) {}

FormatError::FormatError(const std::filesystem::path& file, const std::string& what)
    : FormatError(file, std::nullopt, std::nullopt, message_of(file, "", what)) {}

FormatError::FormatError(const std::filesystem::path& file, std::optional<std::uint64_t> line,
                         std::optional<std::uint64_t> offset, const std::string& message)
    : Error(message), file_(file), line_(line), offset_(offset) {}

FormatError FormatError::at_line(const std::filesystem::path& file, std::uint64_t line,
                                 const std::string& what) {
  return {file, line, std::nullopt, message_of(file, std::to_string(line) + ":", what)};
}

FormatError FormatError::at_offset(const std::filesystem::path& file, std::uint64_t offset,
                                   const std::string& what) {
  return {file, std::nullopt, offset, message_of(file, " @" + std::to_string(offset) + ":", what)};
}

}  // namespace solea
