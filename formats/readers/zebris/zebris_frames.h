#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "formats/readers/zebris/zebris_text.h"
#include "formats/text_scan.h"

namespace solea::readers {

inline constexpr int most_cells_a_side = 10000;

/// The whole number a text ends with: 12 of "Frame 12".
[[nodiscard]] std::optional<int> number_at_end(std::string_view text);

/// Reads the frames of one platform of a zebris raw text, line by line.
class ZebrisFrames {
 public:
  /// The platform's grid and unit are known; both outlive this.
  ZebrisFrames(LineReader& lines, ZebrisPlatform& platform) : lines_(lines), platform_(platform) {}

  /// What stands behind "Frame 12 {", to its "}". False where the file ends within the frame, of
  /// which nothing is kept then. Throws FormatError where a line is wrong.
  bool read(int number);

 private:
  bool drop(const ZebrisFrame& frame);
  void read_key(std::string_view line, ZebrisFrame& frame);
  void check_titles(std::string_view line);
  bool read_line(std::string_view line, int row, ZebrisFrame& frame);
  [[nodiscard]] bool short_line(int cols) const;

  LineReader& lines_;
  ZebrisPlatform& platform_;
  std::string_view titles_;     ///< the line of column titles that was found good
  std::string_view zero_line_;  ///< a line's values when nothing is loaded
  std::vector<std::string_view> fields_;
};

}  // namespace solea::readers
