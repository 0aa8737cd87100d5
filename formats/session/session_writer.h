#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calibration/calibration.h"
#include "core/frame.h"
#include "core/plate.h"
#include "core/session_info.h"
#include "core/source_info.h"
#include "formats/hdf5_handle.h"
#include "formats/session/trial_source.h"

namespace solea {

/// What a trial says before its first frame.
struct TrialHeader {
  SessionInfo info;  ///< the first trial's subject is the session's
  PlateGeometry plate;
  bool has_grid = true;
  bool one_foot = false;  ///< as SourceInfo's
  double rate_hz = 0;     ///< nominal
  Side side = Side::unknown;
  std::optional<Calibration> calibration;  ///< of the counts; empty: counts stay counts
  bool device_clock = false;               ///< frames carry a device time
  std::vector<std::uint8_t> sensor_mask;   ///< as SourceInfo's
  std::vector<Channel> channels;           ///< of an imported file

  std::optional<TrialSource> source;  ///< of an imported file
  std::vector<std::string> repairs;   ///< of a rescued trial: what had happened to it
};

/// Writes a session file, trial after trial and block by block; every block is flushed, so that a
/// killed process loses at most the last half second. One thread at a time. Errors: FileError
/// naming the file; after one the file is closed with every block that was written, and further
/// frames are refused.
class SessionWriter final : public FrameSink {
 public:
  /// Samples of a trial: raw counts of a mat, or the kPa of another vendor's file.
  enum class Samples : std::uint8_t { counts, kpa };

  /// Creates `file` for the subject of `info`, without a trial; one that exists is an error.
  SessionWriter(const std::filesystem::path& file, const SessionInfo& info);
  /// Creates `file` with its first trial.
  SessionWriter(const std::filesystem::path& file, const TrialHeader& first,
                Samples samples = Samples::counts);
  ~SessionWriter() override;  ///< closes, with errors swallowed
  SessionWriter(const SessionWriter&) = delete;
  SessionWriter& operator=(const SessionWriter&) = delete;

  /// Begins a trial; the one before must have ended.
  void begin_trial(const TrialHeader& header, Samples samples = Samples::counts);
  /// Copies the trial `number` of another session's `trials` as it is: counts, calibrations, times,
  /// results. `bytes` are the most that it needs. `add` may add to the copy.
  void copy_trial(const hdf5::Node& trials, const std::string& number, std::uintmax_t bytes,
                  const std::function<void(hdf5::Node& trial)>& add = {});
  /// Whose session it is, where that was not known when it was created.
  void set_subject(const SessionInfo& info);
  /// A mat's frame. Jumps of its sequence are stored as gaps.
  void accept(const RawFrameView& frame) override;
  /// A frame of a file that is imported, dense.
  void accept_kpa(double time_s, std::span<const float> kpa);
  /// Something that happened in this trial, in words of at most 63 bytes.
  void mark(double time_s, const std::string& label);
  /// Lets the caller add to the trial in hand: documents, earlier calibrations.
  void add_to_trial(const std::function<void(hdf5::Node& trial)>& add);
  /// Writes what is left of the trial and its statistics.
  void end_trial(const AcquisitionStats& stats);
  /// Ends the trial, where there is one, and closes.
  void close(const AcquisitionStats& stats);

  /// Of this trial; after an error, what is in the file.
  [[nodiscard]] std::size_t frames() const noexcept;
  [[nodiscard]] AcquisitionStats gap_stats() const noexcept;  ///< frames, gaps, frames_missing

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace solea
