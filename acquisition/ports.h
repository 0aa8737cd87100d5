#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
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

/// A port of this computer that a mat may be behind.
struct SerialPort {
  std::string path;                      ///< "/dev/ttyACM0"
  std::optional<UsbDevice> usb;          ///< what it belongs to
  std::string description;               ///< what the system knows of the device behind it
  const DeviceDriver* driver = nullptr;  ///< the mat it may be, by its USB ids; null: not known
};

/// The serial ports with a device behind them, by path. `sysfs` is another folder in tests only:
/// the kernel's own list, which libudev would read too; it is there without a udev daemon.
[[nodiscard]] std::vector<SerialPort> list_serial_ports(
    const std::filesystem::path& sysfs = "/sys/class/tty");

/// The input devices that a driver on evdev knows by name, by path.
[[nodiscard]] std::vector<SerialPort> list_input_ports(
    const std::filesystem::path& sysfs = "/sys/class/input");

/// Both.
[[nodiscard]] std::vector<SerialPort> list_ports();

/// Why a port cannot be used and what to do about it, in one line; empty: it can.
[[nodiscard]] std::string access_problem(const std::string& path);

/// The words for a port that may not be opened: whose group it is and how to join it.
[[nodiscard]] std::string permission_advice(const std::string& path);

/// What changed between two lists.
struct PortChanges {
  std::vector<SerialPort> plugged;
  std::vector<SerialPort> unplugged;
};
[[nodiscard]] PortChanges port_changes(const std::vector<SerialPort>& before,
                                       const std::vector<SerialPort>& after);

/// Ports that come and go, for programs that run for long. Waits for the news of the udev daemon,
/// which come when a new port may already be opened; without one it looks once a second.
class PortWatch {
 public:
  PortWatch();
  ~PortWatch();
  PortWatch(const PortWatch&) = delete;
  PortWatch& operator=(const PortWatch&) = delete;

  /// What changed since the last call, the first time since the construction; waits for a change
  /// until `patience` is over.
  [[nodiscard]] PortChanges wait(std::chrono::milliseconds patience);
  [[nodiscard]] const std::vector<SerialPort>& ports() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The udev rules that let people at this computer open the ports of every driver's mats.
[[nodiscard]] std::string udev_rules();

/// The USB device behind a port's path, also through a link (/dev/serial/by-id/...); nullopt: none.
[[nodiscard]] std::optional<UsbDevice> usb_device_at(
    const std::string& port, const std::filesystem::path& sysfs = "/sys/class/tty");

/// Where a USB device that was unplugged shows up now, its former port where that is its again;
/// nullopt: nowhere.
[[nodiscard]] std::optional<std::string> find_port_of(
    const UsbDevice& device, const std::string& former,
    const std::filesystem::path& sysfs = "/sys/class/tty");

}  // namespace solea
