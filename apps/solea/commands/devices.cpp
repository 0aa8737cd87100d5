#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "acquisition/driver.h"
#include "acquisition/ports.h"
#include "acquisition/probe.h"
#include "apps/results/interrupt.h"
#include "apps/solea/command.h"
#include "core/error.h"

namespace solea::commands {

namespace {

using Json = nlohmann::ordered_json;

struct Options {
  bool json = false;
  bool probe = false;
  bool watch = false;
  bool udev_rules = false;
};

std::string usb_text(UsbId id) {
  return fmt::format("{:04x}:{:04x}", id.vendor, id.product);
}

/// A port and what is known of it.
struct Found {
  SerialPort port;
  std::string problem;  ///< why it cannot be opened
  bool probed = false;
};

Found look_at(const SerialPort& port, bool probe) {
  Found found{port, access_problem(port.path), false};
  const bool usb_serial = port.usb.has_value();
  if (!probe || !usb_serial || !found.problem.empty()) return found;
  try {
    const DeviceDriver* known = port.driver;
    if (known != nullptr && known->safe_to_probe) {
      found.probed = answers_as(port.path, *known);
    } else if (known == nullptr) {
      found.port.driver = probe_port(port.path);
      found.probed = found.port.driver != nullptr;
    }
  } catch (const DeviceError& e) {
    found.problem = e.what();
  }
  return found;
}

Json driver_json(const DeviceDriver& d) {
  Json usb = Json::array();
  for (const UsbId& id : d.usb) usb.push_back(usb_text(id));
  return {{"id", d.id},
          {"name", d.name},
          {"transport", to_string(d.transport)},
          {"rows", d.plate.rows},
          {"cols", d.plate.cols},
          {"pitch_x_mm", d.plate.pitch_x_mm},
          {"pitch_y_mm", d.plate.pitch_y_mm},
          {"rate_hz", d.rate_hz},
          {"baud", d.default_baud > 0 ? Json(d.default_baud) : Json(nullptr)},
          {"usb", usb},
          {"frame_check", to_string(d.check)},
          {"counts_frames", d.counts_frames},
          {"safe_to_probe", d.safe_to_probe},
          {"tares", !d.tare_command.empty()},
          {"tested", d.tested}};
}

Json port_json(const Found& found) {
  const SerialPort& port = found.port;
  return {
      {"path", port.path},
      {"driver", port.driver != nullptr ? Json(port.driver->id) : Json(nullptr)},
      {"description", port.description},
      {"usb", port.usb ? Json(usb_text(port.usb->id)) : Json(nullptr)},
      {"serial", port.usb && !port.usb->serial.empty() ? Json(port.usb->serial) : Json(nullptr)},
      {"answered", found.probed},
      {"problem", found.problem.empty() ? Json(nullptr) : Json(found.problem)}};
}

Json devices_json(const std::vector<Found>& ports) {
  Json drivers = Json::array();
  for (const DeviceDriver* d : builtin_drivers()) drivers.push_back(driver_json(*d));
  Json found = Json::array();
  for (const Found& port : ports) found.push_back(port_json(port));
  return {{"drivers", drivers}, {"ports", found}};
}

void print_port(const Found& found) {
  const SerialPort& port = found.port;
  const std::string mat =
      port.driver == nullptr
          ? ""
          : fmt::format(", {} {}", found.probed ? "is" : "may be", port.driver->id);
  fmt::print("{:<14} {}{}{}\n", port.path, port.description, mat,
             found.problem.empty() ? "" : "; " + found.problem);
}

void print_devices(const std::vector<Found>& ports) {
  fmt::print("{:<26} {:<9} {:>11} {:>8} {:>8}  {:<14} {}\n", "driver", "transport", "rows x cols",
             "mm", "Hz", "tested", "name");
  for (const DeviceDriver* d : builtin_drivers()) {
    fmt::print("{:<26} {:<9} {:>11} {:>8.4g} {:>8.4g}  {:<14} {}\n", d->id, to_string(d->transport),
               fmt::format("{} x {}", d->plate.rows, d->plate.cols), d->plate.pitch_x_mm,
               d->rate_hz, d->tested, d->name);
  }
  fmt::print("\n");
  if (ports.empty()) fmt::print("no port with a device behind it\n");
  for (const Found& port : ports) print_port(port);
}

/// Tells of ports that come and go until Ctrl-C; JSON: one line each.
void watch(const Options& options) {
  catch_interrupts();
  PortWatch ports;
  const auto tell = [&](const char* what, const SerialPort& port, bool probe) {
    const Found found = look_at(port, probe);
    if (options.json) {
      Json line = {{"event", what}};
      line.update(port_json(found));
      std::cout << line.dump() << std::endl;
    } else {
      fmt::print("{:<10}", what);
      print_port(found);
      std::fflush(stdout);
    }
  };
  for (const SerialPort& port : ports.ports()) tell("there", port, options.probe);
  while (!interrupted()) {
    const PortChanges changes = ports.wait(std::chrono::milliseconds(200));
    for (const SerialPort& port : changes.unplugged) tell("unplugged", port, false);
    for (const SerialPort& port : changes.plugged) tell("plugged", port, options.probe);
  }
}

void run(const Options& options) {
  if (options.udev_rules) {
    std::cout << udev_rules();
    return;
  }
  if (options.watch) return watch(options);
  std::vector<Found> ports;
  for (const SerialPort& port : list_ports()) ports.push_back(look_at(port, options.probe));
  if (options.json) {
    std::cout << devices_json(ports).dump(2) << '\n';
  } else {
    print_devices(ports);
  }
}

}  // namespace

void add_devices(CLI::App& app) {
  auto* command = app.add_subcommand("devices", "Drivers, and ports that look like one");
  command->footer("Example: solea devices --json");
  const auto o = std::make_shared<Options>();
  command->add_flag("--json", o->json, "print one JSON document; with --watch one line an event");
  command->add_flag(
      "--probe", o->probe,
      "ask the USB ports which mat is behind them, where that is safe; opening a port "
      "restarts some boards");
  auto* watch =
      command->add_flag("--watch", o->watch, "tell of ports that come and go, until Ctrl-C");
  command->add_flag("--udev-rules", o->udev_rules, "print the rules that let users open the mats")
      ->excludes(watch);
  command->callback([o] { run(*o); });
}

}  // namespace solea::commands
