#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "calibration/calibration.h"
#include "formats/hdf5_handle.h"

namespace solea {

/// Adds a calibration to the history of a trial's counts, the group `calibrations`. Throws
/// std::runtime_error with HDF5's words.
void add_calibration(hdf5::Node& calibrations, const Calibration& calibration,
                     const std::string& added_utc, const std::string& reason);

/// The JSON of an entry of that group: an attribute, or a dataset where it is long. Throws
/// std::runtime_error with HDF5's words where it is damaged.
[[nodiscard]] std::string read_calibration_json(const hdf5::Node& entry);

/// One entry of a trial's history.
struct CalibrationEntry {
  std::string added_utc;
  std::string reason;
  Calibration calibration;
};

/// The calibrations of trial `trial` (0-based) of a session, oldest first; the last one counts.
/// Throws FileError, FormatError, CalibrationError.
[[nodiscard]] std::vector<CalibrationEntry> calibration_history(
    const std::filesystem::path& session, std::size_t trial);

/// Puts a calibration behind the others of a trial: from now on it counts, and the ones before it
/// stay. The session is copied, changed and put in its own place. Throws CalibrationError where it
/// does not fit the trial, or the trial has no counts; FileError where the session cannot be
/// changed.
void calibrate_session(const std::filesystem::path& session, std::size_t trial,
                       const Calibration& calibration, const std::string& now_utc,
                       const std::string& reason);

}  // namespace solea
