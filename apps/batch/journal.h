#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace solea::batch {

/// Where a folder of results keeps what has been computed so far.
[[nodiscard]] std::filesystem::path journal_path(const std::filesystem::path& folder);

/// Whether a folder holds the results of a batch, whole or not.
[[nodiscard]] bool is_batch(const std::filesystem::path& folder);

/// A file that only grows, record after record, each with a checksum, so that a killed process or a
/// machine that lost power leaves every whole record. A record is a head (JSON) and a body (bytes).
class Journal {
 public:
  /// Where a head or a body stands.
  struct Place {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
  };
  struct Record {
    Place head;
    Place body;
  };
  using Visit =
      std::function<void(const nlohmann::json& head, std::string_view body, const Record& where)>;

  /// To read: visits every whole record, up to the first that is not.
  Journal(const std::filesystem::path& file, const Visit& visit);
  /// To read and to add to; created where there is none, and what is behind the last whole record
  /// cut off. Throws FileError where another process is at work on it.
  static Journal open_to_add(const std::filesystem::path& file, const Visit& visit);
  ~Journal();
  Journal(Journal&& other) noexcept;
  Journal& operator=(Journal&&) = delete;

  /// Adds a record, in one write. Throws FileError, and the file is as before.
  Record append(const nlohmann::json& head, std::string_view body = {});
  [[nodiscard]] std::string read(Place place) const;
  /// Waits until all is on the disk.
  void sync();

 private:
  Journal(const std::filesystem::path& file, int flags);
  void scan(const Visit& visit);

  std::filesystem::path file_;
  int descriptor_ = -1;
  std::uint64_t end_ = 0;  ///< of the last whole record
};

}  // namespace solea::batch
