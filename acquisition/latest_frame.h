#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/frame.h"

namespace solea {

/// The newest frame for a display: whoever draws takes what is newest then, frames in between are
/// skipped, and neither side ever waits. One producer thread (accept), one consumer thread (take).
class LatestFrame final : public FrameSink {
 public:
  /// Producer. Copies the frame.
  void accept(const RawFrameView& frame) override {
    Slot& slot = slots_[back_];
    slot.sequence = frame.sequence;
    slot.arrival = frame.arrival;
    slot.device_time = frame.device_time;
    slot.counts.assign(frame.counts.begin(), frame.counts.end());
    back_ = middle_.exchange(back_ | fresh, std::memory_order_acq_rel) & ~fresh;
  }
  /// Consumer. The newest frame, where one came since the last call; valid until the next call.
  [[nodiscard]] std::optional<RawFrameView> take() {
    if ((middle_.load(std::memory_order_relaxed) & fresh) == 0) return std::nullopt;
    front_ = middle_.exchange(front_, std::memory_order_acq_rel) & ~fresh;
    const Slot& slot = slots_[front_];
    return RawFrameView{slot.sequence, slot.arrival, slot.device_time, slot.counts};
  }

 private:
  struct Slot {
    std::uint64_t sequence = 0;
    std::chrono::nanoseconds arrival{};
    std::optional<std::chrono::nanoseconds> device_time;
    std::vector<std::uint16_t> counts;
  };
  static constexpr unsigned fresh = 4;  ///< beside a slot's number: not taken yet

  std::array<Slot, 3> slots_;
  unsigned back_ = 0;                ///< the producer's
  std::atomic<unsigned> middle_{1};  ///< on offer
  unsigned front_ = 2;               ///< the consumer's
};

}  // namespace solea
