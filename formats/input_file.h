#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace solea {

/// What a file holds, for readers: mapped memory of a plain file, or what came out of a compressed
/// one. Copies share it.
class InputFile {
 public:
  /// Maps a file; implicit, for a reader reads files. Throws FileError when it cannot be read,
  /// FormatError when it is empty.
  InputFile(const std::filesystem::path& file);
  /// Bytes from elsewhere, for tests and fuzzers; `name` stands in messages.
  InputFile(const std::filesystem::path& name, std::string_view bytes);

  /// The file as messages name it; of an archive's member ARCHIVE/MEMBER.
  [[nodiscard]] const std::filesystem::path& name() const noexcept { return name_; }
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept;
  [[nodiscard]] std::string_view text() const noexcept;
  /// The content as text in an 8-bit encoding: without a byte order mark, UTF-16 turned into UTF-8.
  [[nodiscard]] InputFile as_text() const;
  /// Whether name() can be opened; false for what was unpacked.
  [[nodiscard]] bool is_on_disk() const noexcept;
  /// A file for libraries that read by name: the file itself, or one in memory that lives as long
  /// as this object and its copies. Throws FileError.
  [[nodiscard]] std::filesystem::path path() const;

  /// Whether the content begins as zip, gzip, zstd, xz or bzip2 does.
  [[nodiscard]] bool is_packed() const noexcept;
  [[nodiscard]] static bool begins_packed(std::span<const std::byte> head) noexcept;
  /// Whether a file is wanted, by its first head_bytes, or all of it.
  using Wanted = std::function<bool(std::span<const std::byte> head)>;
  /// What a packed file holds, in order: the files of an archive, or the one stream. What is not
  /// wanted is left out, and not unpacked further than to its head. Throws FormatError where it is
  /// damaged, encrypted, or larger than max_unpacked_bytes or max_unpacked_files; these count for
  /// all that is unpacked from one file, also from archives within it.
  [[nodiscard]] std::vector<InputFile> unpack(const Wanted& wanted = {}) const;

  static constexpr std::size_t head_bytes = std::size_t{64} * 1024;
  static constexpr std::size_t max_unpacked_bytes = std::size_t{4} << 30;
  static constexpr std::size_t max_unpacked_files = 10000;

 private:
  struct Content;
  struct Budget;
  InputFile(std::filesystem::path name, std::shared_ptr<Content> content);

  std::filesystem::path name_;
  std::shared_ptr<Content> content_;
  std::shared_ptr<Budget> budget_;  ///< of the file it was unpacked from; null: of none
};

}  // namespace solea
