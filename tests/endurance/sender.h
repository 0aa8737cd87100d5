#pragma once

#include <sys/mman.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "acquisition/driver.h"

namespace solea::endurance {

/// What sender and recorder, two processes, share.
struct Shared {
  std::atomic<int> ready{0};  ///< the address stands
  std::array<char, 256> address{};
  std::atomic<std::uint64_t> sent{0};
  std::atomic<std::int64_t> worst_delay_ns{0};  ///< of a frame behind its time
  /// Monotonic time just before the last byte of each frame was handed to the system.
  std::atomic<std::int64_t>* last_byte_ns() {
    return reinterpret_cast<std::atomic<std::int64_t>*>(this + 1);
  }
};

/// Memory that a child process shares.
[[nodiscard]] Shared* share(std::uint64_t frames);

/// What is sent: frames made once, sent round and round with their own numbers.
using Frames = std::vector<std::vector<std::uint16_t>>;
[[nodiscard]] Frames make_frames(const DeviceDriver& driver, std::size_t count);

/// Sends `count` frames at a rate over a pseudo-terminal or loopback TCP and returns when the host
/// has left. For a process of its own.
void send(const DeviceDriver& driver, const Frames& frames, std::uint64_t count, double rate_hz,
          bool tcp, Shared& shared);

}  // namespace solea::endurance
