#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// Files and folders for tests.
namespace solea::testing {

/// A folder of its own for one test; gone with its content when the object dies.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
    return path_ / name;
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The project's own sample data.
[[nodiscard]] std::filesystem::path sample_data(const std::string& name);

/// A real recording: in the folder that SOLEA_REAL_DATA names, else ../shared/data beside the
/// checkout. Nothing where there is none; tests then say that they are skipped.
[[nodiscard]] std::optional<std::filesystem::path> real_data(const std::string& name);

void write_file(const std::filesystem::path& file, const std::string& content);
[[nodiscard]] std::string read_file(const std::filesystem::path& file);

}  // namespace solea::testing
