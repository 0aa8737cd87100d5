#include "acquisition/frame_ring.h"

#include <algorithm>

namespace solea {

FrameRing::FrameRing(std::size_t cells, std::size_t capacity)
    : slots_(std::max<std::size_t>(2, capacity)) {
  for (Slot& slot : slots_) slot.counts.resize(cells);
}

bool FrameRing::push(const RawFrameView& frame) {
  const std::uint64_t pushed = pushed_.load(std::memory_order_relaxed);
  const std::uint64_t popped = popped_.load(std::memory_order_acquire);
  const auto fill = static_cast<std::size_t>(pushed - popped);
  if (fill == slots_.size()) {
    dropped_.fetch_add(1, std::memory_order_relaxed);
    return false;
  }
  Slot& slot = slots_[pushed % slots_.size()];
  slot.sequence = frame.sequence;
  slot.arrival = frame.arrival;
  slot.device_time = frame.device_time;
  slot.counts.assign(frame.counts.begin(), frame.counts.end());  // allocates for larger grids only
  pushed_.store(pushed + 1, std::memory_order_release);
  if (fill + 1 > peak_.load(std::memory_order_relaxed)) {
    peak_.store(fill + 1, std::memory_order_relaxed);
  }
  news_.fetch_add(1, std::memory_order_release);
  news_.notify_one();
  return true;
}

void FrameRing::close() {
  closed_.store(true, std::memory_order_release);
  news_.fetch_add(1, std::memory_order_release);
  news_.notify_one();
}

bool FrameRing::pop(FrameSink& sink) {
  const std::uint64_t popped = popped_.load(std::memory_order_relaxed);
  for (;;) {
    const std::uint32_t news = news_.load(std::memory_order_acquire);
    if (pushed_.load(std::memory_order_acquire) != popped) break;
    if (closed_.load(std::memory_order_acquire)) {
      // A frame may have come between the two looks.
      if (pushed_.load(std::memory_order_acquire) == popped) return false;
      break;
    }
    news_.wait(news, std::memory_order_acquire);
  }
  const Slot& slot = slots_[popped % slots_.size()];
  struct Release {
    std::atomic<std::uint64_t>& counter;
    std::uint64_t value;
    ~Release() { counter.store(value, std::memory_order_release); }
  } release{popped_, popped + 1};
  sink.accept({slot.sequence, slot.arrival, slot.device_time, slot.counts});
  return true;
}

double FrameRing::peak_fill() const noexcept {
  return static_cast<double>(peak_.load(std::memory_order_relaxed)) /
         static_cast<double>(slots_.size());
}

}  // namespace solea
