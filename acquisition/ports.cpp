#include "acquisition/ports.h"

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

namespace solea {

namespace {

std::string first_line(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

std::optional<std::uint16_t> hexadecimal(const std::string& text) {
  std::uint16_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The USB device a port belongs to: a folder above it that has ids.
std::optional<std::filesystem::path> usb_device(const std::filesystem::path& port) {
  std::error_code error;
  std::filesystem::path folder = std::filesystem::canonical(port / "device", error);
  for (int up = 0; !error && up < 4; ++up, folder = folder.parent_path()) {
    if (std::filesystem::exists(folder / "idVendor", error)) return folder;
  }
  return std::nullopt;
}

const DeviceDriver* driver_of(UsbId id) {
  for (const DeviceDriver* driver : builtin_drivers()) {
    for (const UsbId& known : driver->usb) {
      if (known.vendor == id.vendor && known.product == id.product) return driver;
    }
  }
  return nullptr;
}

}  // namespace

std::vector<SerialPort> list_serial_ports(const std::filesystem::path& sysfs) {
  std::vector<SerialPort> ports;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(sysfs, error)) {
    if (!std::filesystem::exists(entry.path() / "device", error)) continue;  // virtual consoles
    SerialPort port;
    port.path = "/dev/" + entry.path().filename().string();
    if (const auto usb = usb_device(entry.path())) {
      const std::string vendor = first_line(*usb / "idVendor");
      const std::string product = first_line(*usb / "idProduct");
      const std::string name = first_line(*usb / "product");
      port.description = "USB " + vendor + ":" + product + (name.empty() ? "" : " " + name);
      const auto vendor_id = hexadecimal(vendor);
      const auto product_id = hexadecimal(product);
      if (vendor_id && product_id) {
        port.usb = UsbDevice{{*vendor_id, *product_id}, first_line(*usb / "serial")};
        port.driver = driver_of(port.usb->id);
      }
    } else if (first_line(entry.path() / "type") == "0") {
      continue;  // an 8250 that the kernel reserved without any hardware
    } else {
      port.description = "serial port";
    }
    ports.push_back(std::move(port));
  }
  std::sort(ports.begin(), ports.end(),
            [](const SerialPort& a, const SerialPort& b) { return a.path < b.path; });
  return ports;
}

std::vector<SerialPort> list_input_ports(const std::filesystem::path& sysfs) {
  std::vector<SerialPort> ports;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(sysfs, error)) {
    const std::string node = entry.path().filename().string();
    if (!node.starts_with("event")) continue;
    const std::string name = first_line(entry.path() / "device" / "name");
    for (const DeviceDriver* driver : builtin_drivers()) {
      if (driver->input_name.empty() || driver->input_name != name) continue;
      ports.push_back({"/dev/input/" + node, std::nullopt, name, driver});
    }
  }
  std::sort(ports.begin(), ports.end(),
            [](const SerialPort& a, const SerialPort& b) { return a.path < b.path; });
  return ports;
}

std::vector<SerialPort> list_ports() {
  std::vector<SerialPort> ports = list_serial_ports();
  for (SerialPort& port : list_input_ports()) ports.push_back(std::move(port));
  return ports;
}

std::string permission_advice(const std::string& path) {
  std::string group = path.starts_with("/dev/input/") ? "input" : "dialout";
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    if (const ::group* owner = ::getgrgid(status.st_gid)) group = owner->gr_name;
  }
  return "no permission to open the port, expected to be in group " + group +
         ": sudo usermod -aG " + group +
         " $USER and log in again, or install the udev rule of solea devices --udev-rules";
}

std::string access_problem(const std::string& path) {
  if (::access(path.c_str(), R_OK | W_OK) == 0) return "";
  if (errno == EACCES) return permission_advice(path);
  return std::generic_category().message(errno);
}

PortChanges port_changes(const std::vector<SerialPort>& before,
                         const std::vector<SerialPort>& after) {
  const auto has = [](const std::vector<SerialPort>& ports, const SerialPort& one) {
    return std::any_of(ports.begin(), ports.end(), [&](const SerialPort& other) {
      return other.path == one.path && other.usb == one.usb;  // another device may take its name
    });
  };
  PortChanges changes;
  for (const SerialPort& port : after) {
    if (!has(before, port)) changes.plugged.push_back(port);
  }
  for (const SerialPort& port : before) {
    if (!has(after, port)) changes.unplugged.push_back(port);
  }
  return changes;
}

std::optional<UsbDevice> usb_device_at(const std::string& port,
                                       const std::filesystem::path& sysfs) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(port, error);
  if (error) return std::nullopt;
  for (const SerialPort& known : list_serial_ports(sysfs)) {
    if (known.path == real) return known.usb;
  }
  return std::nullopt;
}

std::optional<std::string> find_port_of(const UsbDevice& device, const std::string& former,
                                        const std::filesystem::path& sysfs) {
  if (usb_device_at(former, sysfs) == device) return former;
  for (const SerialPort& port : list_serial_ports(sysfs)) {
    if (port.usb == device) return port.path;
  }
  return std::nullopt;
}

}  // namespace solea
