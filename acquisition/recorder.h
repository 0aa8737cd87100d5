#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "acquisition/driver.h"
#include "core/frame.h"
#include "core/session_info.h"

namespace solea {

struct RecorderOptions {
  std::string port;                             ///< path of a serial port, or HOST:PORT
  unsigned baud = 0;                            ///< 0: the driver's
  std::chrono::milliseconds patience{3000};     ///< for the port to appear
  std::chrono::milliseconds first_frame{5000};  ///< for the first whole frame
  std::chrono::milliseconds silence{3000};      ///< without a frame, then the mat counts as gone
  std::chrono::milliseconds reconnect{0};       ///< for a mat that went away to come back; 0: never
  double rate_hz = 0;                           ///< frames a second; 0: the driver's
  bool tare = false;  ///< sends the driver's tare command, once, before the start command
  FrameSink* live =
      nullptr;  ///< sees each frame in the io thread before it is stored, see Recorder
};

/// A link that broke while recording.
struct LinkBreak {
  std::chrono::nanoseconds lost_at{};               ///< arrival of the last frame before
  std::optional<std::chrono::nanoseconds> back_at;  ///< of the first after; empty: it ended first
  std::uint64_t frames_missing = 0;                 ///< between the two
  std::string reason;                               ///< in the system's words
};

/// Records a mat: an io thread reads, decodes and says what the protocol wants said; a writer
/// thread hands frames to a sink; between them a ring that holds four seconds. A mat that goes away
/// is awaited for `reconnect`, on its port or, for USB, wherever the same device shows up again;
/// the sequence then jumps by the frames that are missing. `live` is called with every frame as
/// soon as it is whole, also with those that the ring has no room for; it must be quick and may not
/// throw. Not copyable; use from one thread.
class Recorder {
 public:
  /// Opens the port. Throws DeviceError.
  Recorder(const DeviceDriver& driver, RecorderOptions options);
  ~Recorder();  ///< stops, with errors swallowed
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  /// Sends the start command and starts both threads. `sink` is called in the writer thread only
  /// and must live until stop().
  void start(FrameSink& sink);

  /// What has been counted so far. Any thread. frames, gaps and frames_missing are those of the
  /// decoder; what the ring dropped is counted apart.
  [[nodiscard]] AcquisitionStats stats() const;
  /// What the mat told about itself. Any thread; complete when the sink sees its first frame.
  [[nodiscard]] Announcement announcement() const;
  /// The links that broke since the last call. Any thread; a break is known before the sink sees
  /// the first frame after it, one that the recording's end cut short after stop().
  [[nodiscard]] std::vector<LinkBreak> take_breaks();
  /// True while the mat is away and awaited. Any thread.
  [[nodiscard]] bool waiting_for_mat() const;
  /// True while the mat sends, or is awaited, and the sink takes.
  [[nodiscard]] bool running() const;

  /// Sends the stop command, lets the writer finish what is in the ring, joins both threads.
  /// Then throws what went wrong meanwhile: DeviceError when the mat went away, and did not come
  /// back in time, or stayed silent, or what the sink threw. The sink has every frame that arrived.
  /// A second call does nothing.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Records for a time from the first frame (0: without end) or until `interrupted` says so, calling
/// `progress` a few times a second. Throws as Recorder::stop does, and DeviceError when no frame
/// comes; `stats` is filled in any case.
void record_for(Recorder& recorder, FrameSink& sink, std::chrono::nanoseconds duration,
                const std::function<bool()>& interrupted,
                const std::function<void(const AcquisitionStats&)>& progress,
                AcquisitionStats& stats);

}  // namespace solea
