#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "visualization/export/film.h"

/// For this folder only.
namespace solea {

/// A film in VP9 as a WebM file: one track, a cluster from each key picture on, an index at the
/// end, so that a player finds any moment. Code of our own: Debian 12's libwebm has the headers of
/// its reader alone. Layout: the Matroska specification, RFC 9559; what of it WebM has, the WebM
/// project's container guidelines.
class WebmFile {
 public:
  /// Begins the file. Whether writing went well is told at the end.
  WebmFile(const std::filesystem::path& file, const FilmShape& shape);
  /// Appends the next coded picture; the first one must be a key picture.
  void add(const char* data, std::size_t size, bool key);
  /// Writes the index and the film's length. False where the file is not whole.
  [[nodiscard]] bool finish();

 private:
  /// Times in ms, counted from the film's start and rounded: no drift at any rate.
  [[nodiscard]] std::int64_t time_ms(int picture) const;
  [[nodiscard]] std::string head(std::uint64_t cues_at, std::uint64_t segment_size) const;
  void write_cluster();

  std::ofstream out_;
  FilmShape shape_;
  std::size_t segment_begin_ = 0;  ///< in the file; places within it are counted from here
  std::uint64_t written_ = 0;
  std::string cluster_;  ///< blocks since the last key picture
  std::int64_t cluster_ms_ = 0;
  std::vector<std::pair<std::int64_t, std::uint64_t>> cues_;  ///< a cluster's time and place
  int count_ = 0;
};

}  // namespace solea
