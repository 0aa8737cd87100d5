#include "core/error.h"

namespace solea {

DeviceError::DeviceError(const std::string& port, const std::string& what)
    : Error(port + ": " + what) {}

FileError::FileError(const std::filesystem::path& file, const std::string& what)
    : Error(file.string() + ": " + what) {}

FormatError::FormatError(const std::filesystem::path& file, const std::string& what)
    : FormatError(file, std::nullopt, std::nullopt, file.string() + ": " + what) {}

FormatError::FormatError(const std::filesystem::path& file, std::optional<std::uint64_t> line,
                         std::optional<std::uint64_t> offset, const std::string& message)
    : Error(message), file_(file), line_(line), offset_(offset) {}

FormatError FormatError::at_line(const std::filesystem::path& file, std::uint64_t line,
                                 const std::string& what) {
  return {file, line, std::nullopt, file.string() + ":" + std::to_string(line) + ": " + what};
}

FormatError FormatError::at_offset(const std::filesystem::path& file, std::uint64_t offset,
                                   const std::string& what) {
  return {file, std::nullopt, offset, file.string() + ": @" + std::to_string(offset) + ": " + what};
}

}  // namespace solea
