#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/source_info.h"
#include "formats/recording_format.h"
#include "formats/text_scan.h"

namespace solea::readers {

/// The lines with '#' above a table that Solea exported, and the table's titles.
class SoleaCsvHead {
 public:
  /// Columns of a wide table before its cells.
  static constexpr std::size_t leading = 5;

  /// Reads up to the titles. What they tell goes into `info`: grid, pitches, rate, conversions,
  /// channels without values. Throws FormatError.
  SoleaCsvHead(LineReader& lines, const OpenOptions& options, SourceInfo& info);

  bool is_tidy = false;         ///< a line a loaded cell; else a line a frame
  bool rate_told = false;       ///< the head tells the rate
  std::size_t frames_told = 0;  ///< 0: not told
  std::size_t cells_a_frame = 0;

 private:
  [[nodiscard]] std::string told(const std::string& key) const;
  double number_of(const std::string& key, double least, double most);
  int count_of(const std::string& key, int most);
  double take(const std::string& key, double least, double most,
              const std::optional<double>& option, std::string_view what);
  void read_titles(std::string_view line);
  void read_wide_titles(std::string_view line);
  void tell();

  LineReader& lines_;
  const OpenOptions& options_;
  SourceInfo& info_;
  std::map<std::string, std::string> values_;
};

}  // namespace solea::readers
