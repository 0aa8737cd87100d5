#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "core/plate.h"

namespace solea {

/// One decoded, uncalibrated frame as a mat sent it. Does not own its counts.
struct RawFrameView {
  std::uint64_t sequence = 0;  ///< the device's counter, unwrapped; counted where it has none
  std::chrono::nanoseconds arrival{};  ///< host's monotonic clock at the frame's last byte
  std::optional<std::chrono::nanoseconds> device_time;  ///< the device's own clock
  std::span<const std::uint16_t> counts;                ///< rows * cols, row-major
};

/// One calibrated frame in kPa. Does not own its samples.
struct FrameView {
  PlateGeometry plate;
  double time_s = 0;
  std::span<const float> kpa;  ///< rows * cols, row-major
};

/// Where raw frames go: ring, session writer, a test's vector.
class FrameSink {
 public:
  virtual ~FrameSink() = default;
  /// Takes one frame; the view is valid during the call only. May throw what the sink documents.
  virtual void accept(const RawFrameView& frame) = 0;

 protected:
  FrameSink() = default;
  FrameSink(const FrameSink&) = default;
  FrameSink& operator=(const FrameSink&) = default;
};

}  // namespace solea
