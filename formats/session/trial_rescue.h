#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "formats/hdf5_handle.h"
#include "formats/session/rescued_header.h"
#include "formats/session/session_check.h"
#include "formats/session/session_writer.h"
#include "formats/session/trial_documents.h"

namespace solea {

/// Reads one trial of a session that may be damaged: everything that can be read, and what cannot.
class TrialRescue {
 public:
  /// Throws std::runtime_error when the trial cannot be opened at all.
  TrialRescue(const hdf5::Node& trials, std::string number, const SessionInfo& session);

  /// Adds what was found to the report.
  void report_to(SessionReport& report) const;
  /// Writes what can be read as a trial of another session. Throws what the writer throws.
  void write_to(SessionWriter& writer) const;

 private:
  void found(SessionFinding::Severity severity, const std::string& what,
             std::uint64_t first_frame = 0, std::uint64_t frames = 0);
  void open_samples();
  void count_frames();
  void read_columns();
  void check_derived();
  void check_samples();
  void check_against_statistics();
  void read_channels();
  void read_sensor_mask();
  void read_markers();
  void read_all_documents();
  [[nodiscard]] std::uint64_t frames_a_read() const;
  template <class T>
  bool read_samples(std::uint64_t first, std::uint64_t count, std::vector<T>& out) const;

  std::string number_;
  hdf5::Node trial_;
  std::vector<SessionFinding> findings_;
  RescuedHeader head_;  ///< tells findings_
  std::optional<hdf5::Dataset> samples_;
  std::uint64_t frames_ = 0;  ///< that were stored, readable or not
  std::vector<std::uint64_t> sequence_;
  std::vector<double> arrival_s_, device_time_s_, time_s_;
  std::vector<bool> lost_;  ///< a frame each
  std::vector<std::pair<double, std::string>> markers_;
  std::vector<std::pair<DocumentKind, TrialDocument>> documents_;
};

}  // namespace solea
