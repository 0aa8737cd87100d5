#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

/// Everything Solea throws. A message is one line that says what is wrong and what was expected;
/// programs print it as `solea: MESSAGE` and exit with 1.
namespace solea {

/// Root of all errors of Solea.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A port or a mat: cannot be opened, is busy, went away, does not answer.
class DeviceError : public Error {
 public:
  /// `port` is named first in the message.
  DeviceError(const std::string& port, const std::string& what);
};

/// Counts cannot be turned into kPa: no calibration, or one of another grid.
class CalibrationError : public Error {
 public:
  using Error::Error;
};

/// A file cannot be opened, created or written.
class FileError : public Error {
 public:
  FileError(const std::filesystem::path& file, const std::string& what);
};

/// A file's content is not what its format promises. Carries the place.
class FormatError : public Error {
 public:
  /// Something is wrong with the file as a whole.
  FormatError(const std::filesystem::path& file, const std::string& what);

  /// Wrong in a text file: 1-based `line`. Message: `FILE:LINE: what`.
  [[nodiscard]] static FormatError at_line(const std::filesystem::path& file, std::uint64_t line,
                                           const std::string& what);
  /// Wrong in a binary file: byte `offset` from the start. Message: `FILE: @OFFSET: what`.
  [[nodiscard]] static FormatError at_offset(const std::filesystem::path& file,
                                             std::uint64_t offset, const std::string& what);

  [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }
  [[nodiscard]] std::optional<std::uint64_t> line() const noexcept { return line_; }
  [[nodiscard]] std::optional<std::uint64_t> offset() const noexcept { return offset_; }

 private:
  FormatError(const std::filesystem::path& file, std::optional<std::uint64_t> line,
              std::optional<std::uint64_t> offset, const std::string& message);

  std::filesystem::path file_;
  std::optional<std::uint64_t> line_;
  std::optional<std::uint64_t> offset_;
};

}  // namespace solea
