#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "core/frame.h"

namespace solea {

/// Keeps the sequence true to time over links that broke. A mat that counts its frames tells how
/// many are missing; of one that does not, or began anew, the clock does.
class SequenceMender {
 public:
  /// `counts_frames`: as DeviceDriver's.
  SequenceMender(double rate_hz, bool counts_frames)
      : rate_hz_(rate_hz), counts_frames_(counts_frames) {}

  /// The link broke: the next frame is the first one after it.
  void link_broke() noexcept { broken_ = last_.has_value(); }

  struct Mended {
    std::uint64_t sequence = 0;        ///< to be used in place of the decoder's
    std::uint64_t frames_missing = 0;  ///< by the break, with those the decoder counted
    std::uint64_t frames_added = 0;    ///< of those, the ones that the decoder does not know of
    bool gap_added = false;            ///< the decoder had not seen that any are missing
    bool after_break = false;
    std::chrono::nanoseconds lost_at{};  ///< arrival of the frame before, after_break only
  };
  /// Takes the decoder's frames in order.
  [[nodiscard]] Mended mend(const RawFrameView& frame);
  /// Arrival of the last frame; 0 before the first.
  [[nodiscard]] std::chrono::nanoseconds last_arrival() const noexcept {
    return last_ ? last_->arrival : std::chrono::nanoseconds{};
  }

 private:
  struct Last {
    std::uint64_t sequence = 0;  ///< as mended
    std::chrono::nanoseconds arrival{};
    std::optional<std::chrono::nanoseconds> device_time;
  };
  double rate_hz_;
  bool counts_frames_;
  std::optional<Last> last_;
  std::uint64_t shift_ = 0;
  bool broken_ = false;
};

}  // namespace solea
