#pragma once

#include <chrono>
#include <memory>
#include <string_view>

#include "acquisition/decoder.h"

namespace solea {

/// How a mat is asked for its frames, one at a time.
struct PollFormat {
  std::string_view poll{};  ///< bytes that ask for one frame
  double rate_hz = 0;       ///< asks no more often, so that frames are evenly spaced
  std::chrono::milliseconds deadline{500};  ///< for a whole answer
  std::chrono::milliseconds pause{1};       ///< silence behind a good answer before the next poll
  std::chrono::milliseconds quiet{50};      ///< the same when something came that was not asked for
};

/// Asks, and lets `answers` decode what comes. An answer that is not whole by its deadline is given
/// up: its bytes are forgotten, it counts as late, and the mat is asked again once it is silent.
/// Bytes that nobody asked for (a banner, a second answer) are skipped. After late answers the
/// sequence goes on by the host's clock, for the mat was away.
[[nodiscard]] std::unique_ptr<FrameDecoder> make_polled_decoder(
    std::unique_ptr<FrameDecoder> answers, const PollFormat& format);

}  // namespace solea
