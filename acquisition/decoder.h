#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/frame.h"

namespace solea {

/// What a decoder counted. Noise on a line is normal: it is counted, never thrown.
struct DecodeStats {
  std::uint64_t frames = 0;
  std::uint64_t bad_checksum = 0;
  std::uint64_t bytes_skipped = 0;  ///< bytes that belonged to no whole frame
  std::uint64_t gaps = 0;           ///< places where frames are missing
  std::uint64_t frames_missing = 0;
  std::uint64_t repeated = 0;      ///< frames that came twice and were dropped
  std::uint64_t late_answers = 0;  ///< polls and acknowledgements that were not answered in time
};

/// What a mat tells about itself within its stream.
struct Announcement {
  std::optional<double> pitch_x_mm;
  std::optional<double> pitch_y_mm;
  std::optional<double> kpa_per_count;
  std::optional<std::size_t> rows;  ///< protocols whose stream tells the grid;
  std::optional<std::size_t> cols;  ///< DeviceDriver::plate is then the preset
};

/// Turns bytes into frames. Pure: the same frames however the bytes are split. One thread.
class FrameDecoder {
 public:
  virtual ~FrameDecoder() = default;
  /// Consumes bytes in arrival order, split anywhere, and hands whole frames to `out`. Never throws
  /// on bad data.
  virtual void feed(std::span<const std::byte> bytes, std::chrono::nanoseconds arrival,
                    FrameSink& out) = 0;
  [[nodiscard]] virtual DecodeStats stats() const noexcept = 0;
  /// Empty until a frame has told it, and for protocols that tell nothing.
  [[nodiscard]] virtual Announcement announcement() const noexcept { return {}; }

  /// Hands on what waits for the next frame to prove it, where nothing followed for so long that
  /// the quiet proves it too. Called before speak().
  virtual void settle(std::chrono::nanoseconds /*now*/, FrameSink& /*out*/) {}
  /// What the decoder wants said to the mat now: the poll for the next frame, an acknowledgement.
  /// Appends bytes to `out`. Called when the link is up, after every feed, and when the time of
  /// next_word() has come. Protocols that only listen say nothing.
  virtual void speak(std::chrono::nanoseconds /*now*/, std::vector<std::byte>& /*out*/) {}
  /// When settle() and speak() want to be called though nothing has arrived (a poll is due, an
  /// answer is overdue, the line quiet); nullopt: never.
  [[nodiscard]] virtual std::optional<std::chrono::nanoseconds> next_word() const noexcept {
    return std::nullopt;
  }
  /// Forgets what waits half-received: the link broke. What comes next is a new stream; counted
  /// frames stay.
  virtual void restart() {}

 protected:
  FrameDecoder() = default;
  FrameDecoder(const FrameDecoder&) = default;
  FrameDecoder& operator=(const FrameDecoder&) = default;
};

}  // namespace solea
