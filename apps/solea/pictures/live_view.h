#pragma once

#include <filesystem>
#include <string>

#include "visualization/window/viewer.h"

namespace solea {

/// Which mat is looked at, and how.
struct LiveChoice {
  std::string driver_id;
  std::string port;
  unsigned baud = 0;   ///< 0: the driver's
  double rate_hz = 0;  ///< 0: the driver's
  std::filesystem::path calibration_file;
  double contact_kpa = 0;  ///< of a calibrated mat, smaller pressures are not drawn
};

/// Shows a mat's newest frame until the window is closed; nothing is recorded. The recorder's
/// threads never wait for the picture: a sink keeps the newest frame alone. Throws
/// CLI::ValidationError for an unknown driver, DeviceError as Recorder does, Error without a
/// display.
void view_live(const LiveChoice& choice, SceneOptions& options, ViewerSettings& settings);

}  // namespace solea
