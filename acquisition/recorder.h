#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

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
};

/// Records a mat: an io thread reads and decodes, a writer thread hands frames to a sink, between
/// them a ring that holds four seconds. Not copyable; use from one thread.
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
  /// True while the mat sends and the sink takes.
  [[nodiscard]] bool running() const;

  /// Sends the stop command, lets the writer finish what is in the ring, joins both threads.
  /// Then throws what went wrong meanwhile: DeviceError when the mat went away or stayed silent, or
  /// what the sink threw. The sink has every frame that arrived. A second call does nothing.
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
