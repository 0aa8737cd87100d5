#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calibration/calibration.h"
#include "core/recording.h"
#include "formats/hdf5_handle.h"
#include "formats/input_file.h"
#include "formats/session/session_writer.h"

namespace solea {

/// A trial of a session, as another session can take it over; the sources of open_session are such.
class SessionTrial {
 public:
  virtual ~SessionTrial() = default;
  /// Copies it as it is. A calibration, where given, is added to the history of its counts. Throws
  /// what the writer throws.
  virtual void copy_to(SessionWriter& writer, const std::optional<Calibration>& calibration,
                       const std::string& now_utc) const = 0;

 protected:
  SessionTrial() = default;
  SessionTrial(const SessionTrial&) = default;
  SessionTrial& operator=(const SessionTrial&) = default;
};

/// Throws FormatError where an open HDF5 file is no session, or one of another major version.
void require_session(const hdf5::Node& root, const std::filesystem::path& file);

/// Opens a session file: its trials. Frame times come from the sequence numbers and the fitted
/// rate. A session whose writer was killed opens with every flushed block, and a warning says so.
/// `calibration`, where given, replaces the stored one. Throws FormatError when the file is no
/// session, damaged or of a newer major version, CalibrationError when `calibration` does not fit.
/// Frames of counts without any calibration throw CalibrationError.
[[nodiscard]] std::vector<std::unique_ptr<FrameSource>> open_session(
    const InputFile& file, const std::optional<Calibration>& calibration = {});

}  // namespace solea
