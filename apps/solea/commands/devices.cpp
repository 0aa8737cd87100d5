#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "acquisition/driver.h"
#include "acquisition/ports.h"
#include "apps/solea/command.h"

namespace solea::commands {

namespace {

using Json = nlohmann::ordered_json;

Json devices_json(const std::vector<SerialPort>& ports) {
  Json drivers = Json::array();
  for (const DeviceDriver* d : builtin_drivers()) {
    drivers.push_back({{"id", d->id},
                       {"name", d->name},
                       {"transport", to_string(d->transport)},
                       {"rows", d->plate.rows},
                       {"cols", d->plate.cols},
                       {"pitch_x_mm", d->plate.pitch_x_mm},
                       {"pitch_y_mm", d->plate.pitch_y_mm},
                       {"rate_hz", d->rate_hz},
                       {"tested", d->tested}});
  }
  Json found = Json::array();
  for (const SerialPort& port : ports) {
    found.push_back({{"path", port.path},
                     {"driver", port.driver != nullptr ? Json(port.driver->id) : Json(nullptr)},
                     {"description", port.description}});
  }
  return {{"drivers", drivers}, {"ports", found}};
}

void print_devices(const std::vector<SerialPort>& ports) {
  fmt::print("{:<14} {:<28} {:<9} {:>9} {:>8} {:>8}  {}\n", "driver", "name", "transport",
             "rows x cols", "mm", "Hz", "tested");
  for (const DeviceDriver* d : builtin_drivers()) {
    fmt::print("{:<14} {:<28} {:<9} {:>11} {:>8g} {:>8g}  {}\n", d->id, d->name,
               to_string(d->transport), fmt::format("{} x {}", d->plate.rows, d->plate.cols),
               d->plate.pitch_x_mm, d->rate_hz, d->tested);
  }
  fmt::print("\n");
  if (ports.empty()) fmt::print("no serial port with a device behind it\n");
  for (const SerialPort& port : ports) {
    fmt::print("{:<14} {}{}\n", port.path, port.description,
               port.driver != nullptr ? fmt::format(", may be {}", port.driver->id) : "");
  }
}

}  // namespace

void add_devices(CLI::App& app) {
  auto* command = app.add_subcommand("devices", "Drivers, and ports that look like one");
  command->footer("Example: solea devices --json");
  const auto json = std::make_shared<bool>(false);
  command->add_flag("--json", *json, "print one JSON document");
  command->callback([json] {
    const auto ports = list_serial_ports();
    if (*json) {
      std::cout << devices_json(ports).dump(2) << '\n';
    } else {
      print_devices(ports);
    }
  });
}

}  // namespace solea::commands
