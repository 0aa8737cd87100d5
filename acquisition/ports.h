#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "acquisition/driver.h"

namespace solea {

/// A USB device: what it is, and which one of its kind.
struct UsbDevice {
  UsbId id;
  std::string serial;  ///< its serial number; empty: it has none
  friend bool operator==(const UsbDevice&, const UsbDevice&) = default;
};

/// A serial port of this computer.
struct SerialPort {
  std::string path;                      ///< "/dev/ttyACM0"
  std::optional<UsbDevice> usb;          ///< what it belongs to
  std::string description;               ///< what the system knows of the device behind it
  const DeviceDriver* driver = nullptr;  ///< the mat it may be, by its USB ids; null: not known
};

/// The serial ports with a device behind them, by path. `sysfs` is another folder in tests only.
[[nodiscard]] std::vector<SerialPort> list_serial_ports(
    const std::filesystem::path& sysfs = "/sys/class/tty");

/// The USB device behind a port's path, also through a link (/dev/serial/by-id/...); nullopt: none.
[[nodiscard]] std::optional<UsbDevice> usb_device_at(
    const std::string& port, const std::filesystem::path& sysfs = "/sys/class/tty");

/// Where a USB device that was unplugged shows up now, its former port where that is its again;
/// nullopt: nowhere.
[[nodiscard]] std::optional<std::string> find_port_of(
    const UsbDevice& device, const std::string& former,
    const std::filesystem::path& sysfs = "/sys/class/tty");

}  // namespace solea
