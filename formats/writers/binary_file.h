#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

/// Binary files for the writers of this folder.
namespace solea::writers {

/// Appends a number, lowest byte first whatever this machine does.
template <std::unsigned_integral T>
void append_le(std::string& bytes, T value) {
  for (std::size_t i = 0; i < sizeof value; ++i) {
    bytes.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xFF));
  }
}
inline void append_le(std::string& bytes, float value) {
  append_le(bytes, std::bit_cast<std::uint32_t>(value));
}

/// A new file. Throws FileError when it cannot be created or written. Unless finish() was called
/// it is removed again: half a file is worse than none.
class BinaryFile {
 public:
  explicit BinaryFile(std::filesystem::path file);
  ~BinaryFile();
  BinaryFile(const BinaryFile&) = delete;
  BinaryFile& operator=(const BinaryFile&) = delete;

  void write(std::string_view bytes);
  /// Closes the file.
  void finish();

 private:
  struct Close {
    void operator()(std::FILE* stream) const { std::fclose(stream); }
  };

  std::filesystem::path file_;
  std::unique_ptr<std::FILE, Close> stream_;
  bool finished_ = false;
};

}  // namespace solea::writers
