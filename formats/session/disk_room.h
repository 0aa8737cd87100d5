#pragma once

#include <cstdint>
#include <filesystem>

namespace solea {

/// Owns a descriptor of the system, which may be none (-1).
class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  ~FileDescriptor();
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  [[nodiscard]] int get() const noexcept { return number_; }

 private:
  int number_;
};

/// Makes sure that an existing file can grow by `bytes`, and keeps the place for it where the file
/// system can: a disk that is full, a quota, a file that may not become larger are found before
/// they stop a write half-way. Throws std::runtime_error with the reason.
void require_room(const std::filesystem::path& file, std::uintmax_t bytes);

/// Gives back what was kept and not needed.
void release_room(const std::filesystem::path& file) noexcept;

}  // namespace solea
