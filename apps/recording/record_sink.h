#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "acquisition/recorder.h"
#include "acquisition/triggers/markers.h"
#include "acquisition/triggers/pass_cutter.h"
#include "calibration/calibration.h"
#include "formats/session/session_writer.h"

namespace solea {

/// What `solea record` was asked for, as far as the session is concerned.
struct RecordedAs {
  std::string port;
  std::filesystem::path out;
  double rate_hz = 0;
  std::string subject;
  double mass_kg = 0;
  std::string trial;
  std::string serial;  ///< of the mat, empty: not known
  std::optional<Calibration> calibration;
  std::string trigger;  ///< the thresholds in words, stored with each pass; empty: none
};

/// Writes passes into a session, one trial each, with markers and broken links. The session is
/// created when the first pass begins: by then the mat has told what it is, and a mat that never
/// answers leaves no file behind. Writer thread, but close().
class RecordSink final : public PassSink {
 public:
  RecordSink(const DeviceDriver& driver, Recorder& recorder, MarkerQueue& markers, RecordedAs as);

  void begin_pass(const RawFrameView& first) override;
  void accept_pass(const RawFrameView& frame) override;
  void mark_contact(std::chrono::nanoseconds at, bool begins) override;
  void end_pass() override;

  /// After the recorder has stopped. `stats` becomes the counts of what is in the file, also where
  /// this throws.
  void close(AcquisitionStats& stats);

  [[nodiscard]] bool calibrated() const noexcept { return as_.calibration.has_value(); }
  [[nodiscard]] std::size_t trials() const noexcept { return trials_; }
  [[nodiscard]] std::size_t markers() const noexcept { return marker_count_; }
  /// Of all trials, each from its first frame to the end of the last one's period, s.
  [[nodiscard]] double duration_s() const noexcept;

 private:
  [[nodiscard]] TrialHeader header_of(const RawFrameView& first);
  [[nodiscard]] double time_s(std::chrono::nanoseconds at) const;
  void mark(std::chrono::nanoseconds at, const std::string& label);
  void mark_breaks(bool at_the_end);
  void mark_events();
  /// Of the trial in hand: what the recorder counted since it began.
  [[nodiscard]] AcquisitionStats trial_stats(const AcquisitionStats& now) const;
  void count_trial();

  const DeviceDriver& driver_;
  Recorder& recorder_;
  MarkerQueue& queue_;
  RecordedAs as_;
  std::unique_ptr<SessionWriter> session_;
  bool in_trial_ = false;
  std::size_t trials_ = 0;
  std::size_t marker_count_ = 0;
  AcquisitionStats before_trial_;
  AcquisitionStats stored_;  ///< frames, gaps, frames_missing of the trials that ended
  double stored_s_ = 0;
  std::chrono::nanoseconds first_arrival_{};
  std::chrono::nanoseconds last_arrival_{};
};

}  // namespace solea
