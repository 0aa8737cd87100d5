#pragma once

#include <filesystem>
#include <string>

namespace solea {

/// SHA-256 of a file's bytes, 64 hexadecimal digits: which file a result came from.
/// Throws FileError when it cannot be read.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace solea
