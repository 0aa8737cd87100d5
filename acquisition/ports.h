#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "acquisition/driver.h"

namespace solea {

/// A serial port of this computer.
struct SerialPort {
  std::string path;                      ///< "/dev/ttyACM0"
  std::string description;               ///< what the system knows of the device behind it
  const DeviceDriver* driver = nullptr;  ///< the mat it may be, by its USB ids; null: not known
};

/// The serial ports with a device behind them, by path. `sysfs` is another folder in tests only.
[[nodiscard]] std::vector<SerialPort> list_serial_ports(
    const std::filesystem::path& sysfs = "/sys/class/tty");

}  // namespace solea
