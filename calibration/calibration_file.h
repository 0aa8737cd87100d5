#pragma once

#include <filesystem>
#include <string>

#include "calibration/calibration.h"

namespace solea {

/// The versioned JSON form of a calibration ("solea.calibration/1"), as stored in files and
/// sessions.
[[nodiscard]] std::string calibration_to_json(const Calibration& calibration);

/// Throws CalibrationError when the text is no calibration or of a newer version.
[[nodiscard]] Calibration calibration_from_json(const std::string& text);

/// Throws FileError when it cannot be read, CalibrationError naming the file when it is none.
[[nodiscard]] Calibration read_calibration(const std::filesystem::path& file);

/// Throws FileError when it cannot be written.
void write_calibration(const std::filesystem::path& file, const Calibration& calibration);

}  // namespace solea
