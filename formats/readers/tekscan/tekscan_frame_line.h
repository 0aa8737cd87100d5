#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "formats/readers/support/grid_text.h"

namespace solea::readers {

/// The line above a frame: "Frame 12", in any language, with what some programs add: "Frame 12, 0,,
/// 3/4/2020 9:15:00.25AM,,,Raw Sum=,,310".
struct TekscanFrameLine {
  std::int64_t number = 0;
  std::optional<ClockTime> clock;
  std::optional<double> raw_sum;  ///< of the counts
};

/// Nothing for another line.
[[nodiscard]] std::optional<TekscanFrameLine> parse_frame_line(std::string_view text);

}  // namespace solea::readers
