#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace solea {

/// Unwraps a mat's frame counter and sees what is missing.
class SequenceCounter {
 public:
  /// A counter of `bits` (1 to 64) that grows by 1 a frame and wraps; the nominal rate tells how
  /// long a mat was away that began to count anew.
  SequenceCounter(unsigned bits, double rate_hz) noexcept
      : shift_(64 - std::clamp(bits, 1U, 64U)), rate_hz_(rate_hz) {}

  struct Step {
    bool repeated = false;      ///< the frame was there before
    std::uint64_t missing = 0;  ///< frames before this one that never came
  };
  /// Takes the counter of the next frame. Less than half the counter's range ahead: the frames
  /// between are missing. Behind: the mat began anew, and how long it was away only the host's
  /// clock knows.
  Step advance(std::uint64_t counter, std::chrono::nanoseconds arrival) noexcept {
    std::uint64_t steps = 0;
    if (!any_) {
      sequence_ = counter;
    } else {
      const auto difference =
          static_cast<std::int64_t>((counter - last_counter_) << shift_) >> shift_;
      if (difference == 0) return {true, 0};
      if (difference > 0) {
        steps = static_cast<std::uint64_t>(difference);
      } else {
        const std::chrono::duration<double> away = arrival - last_arrival_;
        steps = static_cast<std::uint64_t>(
            std::max<std::int64_t>(2, std::llround(away.count() * rate_hz_)));
      }
      sequence_ += steps;
    }
    any_ = true;
    last_counter_ = counter;
    last_arrival_ = arrival;
    return {false, steps > 0 ? steps - 1 : 0};
  }
  /// Of the frame taken last.
  [[nodiscard]] std::uint64_t sequence() const noexcept { return sequence_; }

 private:
  unsigned shift_;
  double rate_hz_;
  bool any_ = false;
  std::uint64_t sequence_ = 0;
  std::uint64_t last_counter_ = 0;
  std::chrono::nanoseconds last_arrival_{};
};

}  // namespace solea
