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

/// What a file says of itself. Filled when it is opened.
struct SourceInfo {
  std::string format;  ///< id of the format, "novel_lst"
  PlateGeometry plate;
  double rate_hz = 0;
  std::size_t frames = 0;
  std::string unit = "kPa";                ///< of the stored samples: "kPa" or "count"
  std::optional<std::string> calibration;  ///< one line about the calibration in use
  Side side = Side::unknown;               ///< as the file names it
  SessionInfo session;                     ///< subject code, mass, device, where known
  std::vector<std::string> conversions;    ///< every flip and change of unit that was made
  std::vector<VendorCheck> vendor_checks;
  std::vector<std::string> warnings;
  std::map<std::string, std::string> provenance;  ///< what else the file tells, key and value
};

}  // namespace solea
