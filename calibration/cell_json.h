#pragma once

#include <nlohmann/json_fwd.hpp>

#include "calibration/calibration.h"

namespace solea::calibration {

/// For calibration_file.cpp: what version 2 of the file has beside version 1, written to and read
/// from the same object. `read_cell_parts` throws CalibrationError with the key that is wrong.
void write_cell_parts(const Calibration& calibration, nlohmann::ordered_json& json);
void read_cell_parts(const nlohmann::json& json, Calibration& calibration);

}  // namespace solea::calibration
