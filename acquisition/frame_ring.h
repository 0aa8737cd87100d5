#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/frame.h"

namespace solea {

/// Frames on their way from the thread that decodes to the thread that writes. Bounded; slots are
/// allocated once, for frames of `cells`; a mat that announces a larger grid makes them grow once
/// more. A full ring refuses frames, it never overwrites or waits.
/// One producer thread (push, close), one consumer thread (pop).
class FrameRing {
 public:
  FrameRing(std::size_t cells, std::size_t capacity);

  /// Producer. False when there is no room: the frame is dropped and counted.
  bool push(const RawFrameView& frame);
  /// Producer. No more frames will come; wakes the consumer.
  void close();

  /// Consumer. Hands the oldest frame to `sink`, waiting for one; false when closed and empty.
  /// Throws what the sink throws; the frame then counts as taken.
  bool pop(FrameSink& sink);

  [[nodiscard]] std::size_t capacity() const noexcept { return slots_.size(); }
  /// Any thread: largest fill so far, 0 to 1, and frames that found no room.
  [[nodiscard]] double peak_fill() const noexcept;
  [[nodiscard]] std::uint64_t dropped() const noexcept {
    return dropped_.load(std::memory_order_relaxed);
  }

 private:
  struct Slot {
    std::uint64_t sequence = 0;
    std::chrono::nanoseconds arrival{};
    std::optional<std::chrono::nanoseconds> device_time;
    std::vector<std::uint16_t> counts;
  };
  static constexpr std::size_t cache_line = 64;

  std::vector<Slot> slots_;
  alignas(cache_line) std::atomic<std::uint64_t> pushed_{0};  ///< written by the producer
  alignas(cache_line) std::atomic<std::uint64_t> popped_{0};  ///< written by the consumer
  alignas(cache_line) std::atomic<std::uint32_t> news_{0};    ///< changes with each push and close
  std::atomic<bool> closed_{false};
  std::atomic<std::size_t> peak_{0};
  std::atomic<std::uint64_t> dropped_{0};
};

}  // namespace solea
