#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calibration/calibration.h"
#include "core/frame.h"
#include "core/plate.h"
#include "core/session_info.h"

namespace solea {

/// What a session says before its first frame.
struct SessionHeader {
  PlateGeometry plate;
  double rate_hz = 0;  ///< nominal
  SessionInfo info;
  std::optional<Calibration> calibration;  ///< of the counts; empty: counts stay counts
  bool device_clock = false;               ///< frames carry a device time
  std::vector<std::string> conversions;    ///< what an importer changed, one line each
};

/// Writes a session file, block by block; every block is flushed, so that a killed process loses at
/// most the last half second. One thread at a time. Errors: FileError naming the file; after one
/// the file is closed with every block that was written, and further frames are refused.
class SessionWriter final : public FrameSink {
 public:
  /// Samples of a session: raw counts of a mat, or the kPa of another vendor's file.
  enum class Samples : std::uint8_t { counts, kpa };

  /// Creates `file`; one that exists is an error.
  SessionWriter(const std::filesystem::path& file, const SessionHeader& header,
                Samples samples = Samples::counts);
  ~SessionWriter() override;  ///< closes, with errors swallowed
  SessionWriter(const SessionWriter&) = delete;
  SessionWriter& operator=(const SessionWriter&) = delete;

  /// A mat's frame. Jumps of its sequence are stored as gaps.
  void accept(const RawFrameView& frame) override;
  /// A frame of a file that is imported, dense.
  void accept_kpa(double time_s, std::span<const float> kpa);
  /// Writes what is left and the statistics, and closes.
  void close(const AcquisitionStats& stats);

  [[nodiscard]] std::size_t frames() const noexcept;
  [[nodiscard]] AcquisitionStats gap_stats() const noexcept;  ///< frames, gaps, frames_missing

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace solea
