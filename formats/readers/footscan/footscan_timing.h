#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/source_info.h"

namespace solea::readers::footscan {

/// What a frame's title tells.
struct FrameTime {
  std::uint64_t number = 0;
  double ms = 0;
  double rounding_ms = 0;  ///< one unit of the last printed digit; 0: the frame has no title
};

/// Times of the frames in s, the first 0, and the rate, with what disagrees, into `info`. The
/// titles' times are rounded, so the rate is the roundest one that gives all of them.
[[nodiscard]] std::vector<double> place_in_time(const std::vector<FrameTime>& frames,
                                                bool has_titles, std::optional<double> header_hz,
                                                std::optional<double> asked_hz, SourceInfo& info);

}  // namespace solea::readers::footscan
