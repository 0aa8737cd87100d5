#pragma once

#include <filesystem>
#include <string>

#include "calibration/calibration.h"

namespace solea {

/// The versioned JSON form of a calibration, as stored in files and sessions: "solea.calibration/1"
/// where two numbers, the mat and a date are all of it, else "solea.calibration/2"
/// (docs/calibration.md).
[[nodiscard]] std::string calibration_to_json(const Calibration& calibration);

/// Reads both versions. Throws CalibrationError when the text is no calibration or of a newer
/// version.
[[nodiscard]] Calibration calibration_from_json(const std::string& text);

/// Throws FileError when it cannot be read, CalibrationError naming the file when it is none.
[[nodiscard]] Calibration read_calibration(const std::filesystem::path& file);

/// Throws FileError when it cannot be written.
void write_calibration(const std::filesystem::path& file, const Calibration& calibration);

}  // namespace solea
