#pragma once

#include <filesystem>
#include <string>

/// Files that are written whole or not at all, and never over what was there.
namespace solea {

/// Moves a file that would be overwritten aside, to FILE.1, FILE.2, ..., and says so: recordings
/// are never lost. Throws FileError.
void keep_earlier_file(const std::filesystem::path& file);

/// The name under which a file is made before it takes its own: no other process has it.
[[nodiscard]] std::filesystem::path unfinished_name(const std::filesystem::path& file);

/// Within a catch: throws the error in hand with `file` in place of `unfinished` in its words.
[[noreturn]] void rethrow_naming(const std::filesystem::path& unfinished,
                                 const std::filesystem::path& file);

/// Writes a text file, all or nothing (under another name first). Throws FileError.
void write_text_file(const std::filesystem::path& file, const std::string& text);

}  // namespace solea
