#pragma once

#include <string>

#include "acquisition/driver.h"

namespace solea {

/// Finds out which mat is behind a port: asks and listens for a second or two a driver, only as the
/// drivers that are safe to probe say. Opening a port restarts some boards. Null: none answered.
/// Throws DeviceError when the port cannot be opened.
[[nodiscard]] const DeviceDriver* probe_port(const std::string& port);

/// The same for one driver, which must be safe to probe.
[[nodiscard]] bool answers_as(const std::string& port, const DeviceDriver& driver);

}  // namespace solea
