#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "acquisition/recorder.h"
#include "acquisition/virtual_mat/person.h"
#include "apps/station/capture.h"
#include "apps/station/live_frame.h"
#include "calibration/calibration.h"

namespace solea::station {

/// Which mat, and how its counts become kPa.
struct MatChoice {
  const DeviceDriver* driver = nullptr;
  std::string port;                        ///< of a real mat; not used for the virtual one
  bool is_virtual = false;                 ///< a virtual twin of the driver, in this process
  std::optional<Calibration> calibration;  ///< else what the mat itself tells
};

/// How a tare went.
struct TareState {
  enum class Step : std::uint8_t { none, running, done, failed };
  Step step = Step::none;
  std::string words;  ///< why it failed
  std::string done_utc;
};

/// A mat that is read: its newest frame for a display, and a capture when there is one. The
/// constructor and stop() take a moment; everything else returns at once. Any thread.
class MatLink final : public FrameSink {
 public:
  /// Opens the port and starts to read. `person`: on a virtual mat; nothing: it is empty. Throws
  /// DeviceError.
  MatLink(const MatChoice& choice, const std::optional<virtual_mat::Person>& person,
          const LiveSettings& live);
  ~MatLink() override;
  MatLink(const MatLink&) = delete;
  MatLink& operator=(const MatLink&) = delete;

  /// Copies the newest frame and the last seconds; false where there is no newer one than `out`.
  bool newest(LiveFrame& out) const;
  [[nodiscard]] bool running() const;
  [[nodiscard]] bool waiting() const;
  [[nodiscard]] AcquisitionStats stats() const;
  /// In use; empty until the first frame, and where the mat has none.
  [[nodiscard]] std::optional<Calibration> calibration() const;
  /// As the mat told it; the driver's before the first frame.
  [[nodiscard]] PlateGeometry plate() const;
  [[nodiscard]] bool has_frames() const;

  /// The mean count of each cell over `seconds` from now is its zero. Fails where the mat is
  /// loaded.
  void begin_tare(double seconds);
  [[nodiscard]] TareState tare() const;

  /// From now on frames go to a capture too. Throws Error where counts have no unit.
  void begin_capture(const CaptureOrder& order, CaptureEvents events);
  /// Ends it and closes its session; nothing where there is none. Throws what storing threw.
  void end_capture();

  /// Ends reading; a capture is closed. Gives what went wrong with the mat, empty otherwise.
  std::string stop();

  void accept(const RawFrameView& frame) override;  ///< writer thread

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace solea::station
