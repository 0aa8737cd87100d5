#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "acquisition/recorder.h"
#include "acquisition/triggers/pass_cutter.h"
#include "apps/station/protocol.h"
#include "calibration/calibration.h"
#include "core/recording.h"

namespace solea::station {

/// When a pass begins and ends, and what of it is looked at while the next one comes.
struct CaptureSettings {
  double contact_kpa = 10;  ///< a cell with it is loaded
  std::size_t contact_cells = 4;
  double pre_trigger_s = 0.2;  ///< kept from before the contact
  double settle_s = 1;         ///< of standing, before the seconds that count
  double leave_s = 0.3;        ///< of standing, after them
  double release_s = 0.3;
};

/// What is to be captured for whom.
struct CaptureOrder {
  std::filesystem::path session;  ///< a new file
  std::string person_code;        ///< empty: nobody's
  double mass_kg = 0;             ///< 0: not known
  Protocol protocol;
  std::string port;    ///< as the session names it
  std::string serial;  ///< of the mat
  CaptureSettings settings;
};

/// Told from the writer thread; quick.
struct CaptureEvents {
  std::function<void()> pass_begins;
  std::function<void(std::shared_ptr<const Recording>)> pass_ends;
};

/// A running capture: every pass goes into the session as a trial, block by block, and, when it has
/// ended, to `pass_ends` in kPa. Writer thread, but close().
class Capture final : public PassSink {
 public:
  Capture(CaptureOrder order, CaptureEvents events, const DeviceDriver& driver, Recorder& recorder,
          const Calibration& calibration, const PlateGeometry& plate);
  ~Capture() override;

  void accept(const RawFrameView& frame);
  /// Ends the pass in hand and closes the session. Throws what storing threw.
  void close(AcquisitionStats stats);
  /// Trials in the session so far.
  [[nodiscard]] std::size_t trials() const noexcept;

 private:
  void begin_pass(const RawFrameView& first) override;
  void accept_pass(const RawFrameView& frame) override;
  void mark_contact(std::chrono::nanoseconds at, bool begins) override;
  void end_pass() override;

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The smallest count of a cell that is at least so many kPa, in the middle one of all cells.
[[nodiscard]] std::uint16_t count_of_pressure(const Calibration& calibration,
                                              const PlateGeometry& plate, std::uint16_t max_count,
                                              double kpa);

}  // namespace solea::station
