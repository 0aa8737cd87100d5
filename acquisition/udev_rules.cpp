#include <array>
#include <cstdio>

#include "acquisition/ports.h"

namespace solea {

std::string udev_rules() {
  std::string rules =
      "# Pressure mats that Solea knows: people at this computer may open them, and no modem\n"
      "# program tries them first. Written by solea devices --udev-rules.\n";
  for (const DeviceDriver* driver : builtin_drivers()) {
    for (const UsbId& usb : driver->usb) {
      std::array<char, 256> line{};
      std::snprintf(line.data(), line.size(),
                    "SUBSYSTEM==\"tty\", ATTRS{idVendor}==\"%04x\", ATTRS{idProduct}==\"%04x\", "
                    "GROUP=\"dialout\", MODE=\"0660\", TAG+=\"uaccess\", "
                    "ENV{ID_MM_DEVICE_IGNORE}=\"1\"\n",
                    usb.vendor, usb.product);
      rules += "# " + std::string(driver->id) + "\n" + line.data();
    }
    if (!driver->input_name.empty()) {
      rules += "# " + std::string(driver->id) +
               "\nSUBSYSTEM==\"input\", KERNEL==\"event*\", ATTRS{name}==\"" +
               std::string(driver->input_name) +
               "\", GROUP=\"input\", MODE=\"0660\", TAG+=\"uaccess\"\n";
    }
  }
  return rules;
}

}  // namespace solea
