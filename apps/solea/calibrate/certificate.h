#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "calibration/calibration.h"
#include "calibration/verification.h"
#include "core/plate.h"

namespace solea::calibrate {

/// All that a certificate says.
struct Certificate {
  std::string issued_utc;
  std::string software;
  std::string device;  ///< the driver's name and id
  Calibration calibration;
  std::string calibration_file;
  std::string calibration_sha256;
  PlateGeometry plate;
  struct Recording {
    std::string file;
    std::string sha256;
    std::string recorded_utc;
    std::string loads;
  };
  std::vector<Recording> recordings;
  calibration::Verification found;
  calibration::VerificationSettings limits;
  std::vector<std::string> warnings;
};

/// "solea.certificate/1"
[[nodiscard]] nlohmann::ordered_json certificate_to_json(const Certificate& certificate);

/// One page that holds everything: no scripts, no requests, prints on A4.
[[nodiscard]] std::string certificate_to_html(const Certificate& certificate);

/// Pictures, inline SVG. Every cell's RMS error in % of full scale, bad cells marked; bad cells
/// alone where no level was measured.
[[nodiscard]] std::string cell_map_svg(const Certificate& certificate);
/// Where the stamps stood and where the centre of pressure was, the error drawn larger.
[[nodiscard]] std::string points_svg(const Certificate& certificate);
/// Error of the mean pressure at each level.
[[nodiscard]] std::string levels_svg(const Certificate& certificate);

}  // namespace solea::calibrate
