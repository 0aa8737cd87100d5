#include "acquisition/ports.h"

#include <gtest/gtest.h>

#include "tests/support/files.h"

namespace solea {
namespace {

using testing::TempFolder;
using testing::write_file;

/// A folder like /sys/class/tty with one USB port, one plain port and a virtual console.
TEST(Ports, KnowsAMatByItsUsbIds) {
  const TempFolder root;
  const auto usb = root / "devices/usb1/1-1";
  std::filesystem::create_directories(usb / "1-1:1.0");
  write_file(usb / "idVendor", "2e8a\n");
  write_file(usb / "idProduct", "000a\n");
  write_file(usb / "product", "Pico\n");
  const auto tty = root / "class/tty";
  std::filesystem::create_directories(tty / "ttyACM0");
  std::filesystem::create_directory_symlink(usb / "1-1:1.0", tty / "ttyACM0/device");
  std::filesystem::create_directories(tty / "ttyS0/device");
  write_file(tty / "ttyS0/type", "4\n");
  std::filesystem::create_directories(tty / "ttyS1/device");
  write_file(tty / "ttyS1/type", "0\n");
  std::filesystem::create_directories(tty / "tty1");

  const auto ports = list_serial_ports(tty);
  ASSERT_EQ(ports.size(), 2U);
  EXPECT_EQ(ports[0].path, "/dev/ttyACM0");
  EXPECT_EQ(ports[0].description, "USB 2e8a:000a Pico");
  EXPECT_EQ(ports[0].driver, find_driver("willowec_pmi"));
  EXPECT_EQ(ports[1].path, "/dev/ttyS0");
  EXPECT_EQ(ports[1].driver, nullptr);
}

TEST(Ports, NoSysfsNoPorts) {
  EXPECT_TRUE(list_serial_ports("/nowhere").empty());
}

}  // namespace
}  // namespace solea
