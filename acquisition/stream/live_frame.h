#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/frame.h"
#include "core/plate.h"

/// What a live stream says, docs/streaming.md.
namespace solea {

/// Which parts of a frame a client wants, and how it is written.
enum class StreamForm : std::uint8_t {
  json,    ///< text with counts, force and centre of pressure
  force,   ///< text without counts
  binary,  ///< WebSocket only: a header of 40 bytes, then the counts
};

/// What is known when the first frame comes.
struct StreamInfo {
  std::string driver;  ///< id
  PlateGeometry plate;
  double rate_hz = 0;  ///< nominal
  /// Turns counts into kPa; empty: without a calibration there is no force and no centre of
  /// pressure. Called in the stream's thread, frame after frame in order of time.
  std::function<void(std::span<const std::uint16_t> counts, double time_s, std::span<float> kpa)>
      to_kpa;
  /// Below this force there is no centre of pressure; N.
  double cop_min_force_n = 20;
};

/// One frame on its way to clients: a copy, with what follows from it. Each form is written once,
/// when the first client wants it. One thread.
class LiveFrame {
 public:
  /// `start`: arrival of the first frame.
  LiveFrame(const RawFrameView& frame, std::chrono::nanoseconds start);

  /// Computes force and centre of pressure.
  void measure(const StreamInfo& info);

  [[nodiscard]] std::uint64_t sequence() const noexcept { return sequence_; }
  [[nodiscard]] std::chrono::nanoseconds arrival() const noexcept { return arrival_; }
  [[nodiscard]] std::span<const std::uint16_t> counts() const noexcept { return counts_; }
  /// Empty without a calibration.
  [[nodiscard]] std::span<const float> kpa() const noexcept { return kpa_; }
  [[nodiscard]] std::optional<double> force_n() const noexcept { return force_n_; }
  [[nodiscard]] std::optional<PointMm> cop() const noexcept { return cop_; }

  /// The frame as a message, without an end of line.
  [[nodiscard]] std::shared_ptr<const std::string> message(StreamForm form, const StreamInfo& info);

 private:
  [[nodiscard]] std::string json(bool with_counts) const;
  [[nodiscard]] std::string binary(const StreamInfo& info) const;

  std::uint64_t sequence_;
  std::chrono::nanoseconds arrival_;
  double time_s_;
  std::optional<double> device_time_s_;
  std::vector<std::uint16_t> counts_;
  std::vector<float> kpa_;
  std::optional<double> force_n_;
  std::optional<PointMm> cop_;
  std::shared_ptr<const std::string> messages_[3];
};

/// The first message to every client.
[[nodiscard]] std::string hello_message(const StreamInfo& info);
/// Told before the next frame that a client gets: frames it missed since it was told last, and in
/// all.
[[nodiscard]] std::string dropped_message(std::uint64_t frames, std::uint64_t total);
/// The last message: frames of the whole stream.
[[nodiscard]] std::string end_message(std::uint64_t frames);

}  // namespace solea
