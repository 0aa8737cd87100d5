#include "acquisition/link_breaks.h"

#include <algorithm>
#include <cmath>

namespace solea {

SequenceMender::Mended SequenceMender::mend(const RawFrameView& frame) {
  Mended mended;
  mended.sequence = frame.sequence + shift_;
  if (broken_) {
    const auto told = static_cast<std::int64_t>(mended.sequence - last_->sequence);
    // The mat's own clock is better than the host's, while it runs on.
    std::chrono::nanoseconds away = frame.arrival - last_->arrival;
    if (frame.device_time && last_->device_time && *frame.device_time > *last_->device_time) {
      away = *frame.device_time - *last_->device_time;
    }
    const auto by_clock = std::max<std::int64_t>(
        1, std::llround(std::chrono::duration<double>(away).count() * rate_hz_));
    const std::int64_t step = counts_frames_ && told > 1 ? told : std::max(told, by_clock);
    shift_ += static_cast<std::uint64_t>(step - told);
    mended.sequence = last_->sequence + static_cast<std::uint64_t>(step);
    mended.frames_missing = static_cast<std::uint64_t>(step) - 1;
    mended.frames_added = static_cast<std::uint64_t>(step - std::max<std::int64_t>(1, told));
    mended.gap_added = told <= 1 && step > 1;
    mended.after_break = true;
    mended.lost_at = last_->arrival;
    broken_ = false;
  }
  last_ = Last{mended.sequence, frame.arrival, frame.device_time};
  return mended;
}

}  // namespace solea
