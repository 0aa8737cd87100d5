#pragma once

#include <filesystem>
#include <optional>

#include "formats/hdf5_count_chunks.h"
#include "formats/hdf5_handle.h"
#include "formats/session/session_writer.h"

namespace solea {

/// Writes one trial of a session. Throws std::runtime_error with HDF5's words; SessionWriter adds
/// the file.
class TrialWriter {
 public:
  /// `trial`: a new group of `file`.
  TrialWriter(const hdf5::Node& file, hdf5::Node trial, const TrialHeader& header,
              SessionWriter::Samples samples);

  /// Takes a frame; true when it ended a block, which is then to be written.
  bool accept(const RawFrameView& frame);
  bool accept_kpa(double time_s, std::span<const float> kpa);
  void mark(double time_s, const std::string& label);
  /// Writes what was taken since the last block, and flushes.
  void write_block();
  void close(const AcquisitionStats& stats);

  [[nodiscard]] hdf5::Node& node() noexcept { return trial_; }
  [[nodiscard]] const AcquisitionStats& stats() const noexcept { return stats_; }
  /// Of what was written and flushed.
  [[nodiscard]] const AcquisitionStats& written_stats() const noexcept { return written_stats_; }
  /// Bytes that the next block and the end of the trial need at most, with HDF5's own.
  [[nodiscard]] std::uintmax_t room_bytes() const noexcept;
  /// The same before a trial is begun.
  [[nodiscard]] static std::uintmax_t room_bytes(const TrialHeader& header,
                                                 SessionWriter::Samples samples);

 private:
  void write_header(const TrialHeader& header);
  void write_grid(const TrialHeader& header);
  void create_counts(const TrialHeader& header);
  void create_kpa(const TrialHeader& header);
  void note_gap(std::uint64_t sequence);
  bool frame_done();
  void write_times();
  void write_stats(const AcquisitionStats& stats, bool closed);

  const hdf5::Node& file_;
  hdf5::Node trial_;
  std::uint64_t block_;
  std::uintmax_t room_bytes_;
  double rate_hz_;
  std::vector<Channel> channels_;
  std::optional<hdf5::Dataset> counts_, kpa_, sequence_, arrival_, device_time_, time_, gaps_,
      marker_time_, marker_label_;

  // The block that is being filled
  std::optional<hdf5::CountChunks> counts_buffer_;
  std::vector<float> kpa_buffer_;
  std::vector<std::uint64_t> sequence_buffer_;
  std::vector<double> arrival_buffer_, device_time_buffer_, time_buffer_, marker_time_buffer_;
  std::vector<hdf5::Text> marker_label_buffer_;
  std::vector<std::uint64_t> gap_buffer_;

  // All of them, for the fitted times
  std::vector<std::uint64_t> sequences_;
  std::vector<double> clocks_s_;

  std::optional<std::uint64_t> last_sequence_;
  std::optional<std::chrono::nanoseconds> first_arrival_, first_device_time_;
  AcquisitionStats stats_, written_stats_;
};

/// The name of the n-th trial, calibration or result: "0001" for 1.
[[nodiscard]] std::string numbered(std::size_t n);

}  // namespace solea
