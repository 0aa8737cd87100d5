#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "acquisition/recorder.h"
#include "acquisition/stream/live_stream.h"
#include "calibration/calibration.h"

namespace solea {

/// Listens at what `--stream` says, and tells where on stderr; null when it says nothing. Throws
/// CLI::ValidationError, DeviceError.
[[nodiscard]] std::unique_ptr<LiveStream> open_live_stream(const std::vector<std::string>& targets);

/// Hands every frame to `next` and then to a live stream. Writer thread.
class StreamSink final : public FrameSink {
 public:
  /// `rate_hz` 0: the driver's. Without a calibration the mat's own counts, if it tells any.
  StreamSink(FrameSink& next, LiveStream& live, const DeviceDriver& driver,
             const Recorder& recorder, std::string port, double rate_hz,
             std::optional<Calibration> calibration);

  void accept(const RawFrameView& frame) override;

 private:
  void begin();

  FrameSink& next_;
  LiveStream& live_;
  const DeviceDriver& driver_;
  const Recorder& recorder_;
  std::string port_;
  double rate_hz_;
  std::optional<Calibration> calibration_;
  bool begun_ = false;
};

}  // namespace solea
