#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "calibration/calibration.h"
#include "core/recording.h"
#include "formats/input_file.h"

namespace solea {

/// Opens a session file: its trials. Frame times come from the sequence numbers and the fitted
/// rate. A session whose writer was killed opens with every flushed block, and a warning says so.
/// `calibration`, where given, replaces the stored one. Throws FormatError when the file is no
/// session, damaged or of a newer major version, CalibrationError when `calibration` does not fit.
/// Frames of counts without any calibration throw CalibrationError.
[[nodiscard]] std::vector<std::unique_ptr<FrameSource>> open_session(
    const InputFile& file, const std::optional<Calibration>& calibration = {});

}  // namespace solea
