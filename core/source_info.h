#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/plate.h"
#include "core/session_info.h"
#include "core/step.h"
#include "core/step_correction.h"

namespace solea {

/// A number that a vendor's file carries, computed again from its cells.
struct VendorCheck {
  std::string what;  ///< "column force margins"
  std::size_t compared = 0;
  std::size_t agree = 0;  ///< within the rounding of the printed number
  double max_difference = 0;
  std::string unit;                ///< of max_difference
  std::string first_disagreement;  ///< where, empty when all agree
};

/// A series with one value a frame that a file carries beside the pressures: a belt's position, the
/// vendor's force or centre of pressure.
struct Channel {
  std::string name;  ///< "belt_position_m": lower case, with its unit
  std::string unit;  ///< "m"
  std::string description;
  std::vector<double> values;  ///< a frame each; NaN: undefined
};

/// What a file says of itself. Filled when it is opened.
struct SourceInfo {
  std::string format;  ///< id of the format, "novel_lst"
  std::string name;    ///< of this recording, where a file holds several: "left", "LF S0073"
  /// Pitches are 0 where the file does not tell them. A list of sensors whose places are not known
  /// (has_grid false) is one row of them.
  PlateGeometry plate;
  bool has_grid = true;
  double rate_hz = 0;  ///< 0: the file does not tell
  std::size_t frames = 0;
  std::string unit = "kPa";                ///< of the file's samples: "kPa", "N/cm2", "count"
  std::optional<std::string> calibration;  ///< one line about the calibration in use
  Side side = Side::unknown;               ///< as the file names it
  /// The grid is one foot's: an insole, or a picture cut out around one print. All its steps are
  /// that foot's, and a print that reaches the rim is not cut.
  bool one_foot = false;
  SessionInfo session;                      ///< subject code, mass, device, where known
  std::vector<StepCorrection> corrections;  ///< the user's, which a session keeps
  /// rows * cols, row-major, 0 where the plate has no sensor; empty: sensors everywhere.
  std::vector<std::uint8_t> sensor_mask;
  std::vector<Channel> channels;
  std::vector<std::string> conversions;  ///< every flip and change of unit that was made
  std::vector<VendorCheck> vendor_checks;
  std::vector<std::string> warnings;
  std::optional<AcquisitionStats> acquisition;    ///< of a recording that ended properly
  std::map<std::string, std::string> provenance;  ///< what else the file tells, key and value
};

}  // namespace solea
