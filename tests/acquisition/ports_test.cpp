#include "acquisition/ports.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <thread>

#include "acquisition/probe.h"
#include "acquisition/virtual_mat/server.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

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

/// A tree like that of the kernel, in which USB devices come and go.
class FakeUsb {
 public:
  void plug(const std::string& tty, const std::string& vendor, const std::string& product,
            const std::string& serial) {
    const auto usb = root / ("devices/" + tty);
    std::filesystem::create_directories(usb / "interface");
    write_file(usb / "idVendor", vendor + "\n");
    write_file(usb / "idProduct", product + "\n");
    if (!serial.empty()) write_file(usb / "serial", serial + "\n");
    std::filesystem::create_directories(sysfs() / tty);
    std::filesystem::create_directory_symlink(usb / "interface", sysfs() / tty / "device");
  }
  void unplug(const std::string& tty) {
    std::filesystem::remove_all(sysfs() / tty);
    std::filesystem::remove_all(root / ("devices/" + tty));
  }
  [[nodiscard]] std::filesystem::path sysfs() const { return root / "class/tty"; }

 private:
  TempFolder root;
};

TEST(Ports, ADeviceIsFoundAgainWhereverItShowsUp) {
  FakeUsb usb;
  usb.plug("ttyACM0", "2e8a", "000a", "A1");
  usb.plug("ttyACM1", "2e8a", "000a", "B2");
  const auto before = list_serial_ports(usb.sysfs());
  ASSERT_EQ(before.size(), 2U);
  const UsbDevice mat = before[0].usb.value();
  EXPECT_EQ(mat.serial, "A1");
  EXPECT_EQ(find_port_of(mat, "/dev/nowhere", usb.sysfs()), "/dev/ttyACM0");
  usb.unplug("ttyACM0");
  EXPECT_EQ(find_port_of(mat, "/dev/nowhere", usb.sysfs()), std::nullopt)
      << "another of its kind is not the same";
  usb.plug("ttyACM7", "2e8a", "000a", "A1");
  EXPECT_EQ(find_port_of(mat, "/dev/nowhere", usb.sysfs()), "/dev/ttyACM7");
}

TEST(Ports, WhatComesAndGoesIsTold) {
  FakeUsb usb;
  usb.plug("ttyACM0", "2e8a", "000a", "A1");
  usb.plug("ttyUSB0", "1a86", "7523", "");
  const auto before = list_serial_ports(usb.sysfs());
  usb.unplug("ttyACM0");
  usb.plug("ttyACM0", "2c2f", "0003", "S9");  // another device under the same name
  usb.plug("ttyACM1", "2e8a", "000a", "A1");
  const auto after = list_serial_ports(usb.sysfs());
  const PortChanges changes = port_changes(before, after);
  ASSERT_EQ(changes.unplugged.size(), 1U);
  EXPECT_EQ(changes.unplugged[0].path, "/dev/ttyACM0");
  ASSERT_EQ(changes.plugged.size(), 2U);
  EXPECT_EQ(changes.plugged[0].driver, find_driver("sensel_morph"));
  EXPECT_EQ(changes.plugged[1].path, "/dev/ttyACM1");
  EXPECT_TRUE(port_changes(after, after).plugged.empty());
}

TEST(Ports, AWatchRestsWhenNothingComes) {
  PortWatch watch;
  const PortChanges changes = watch.wait(std::chrono::milliseconds(50));
  EXPECT_TRUE(changes.plugged.empty());
  EXPECT_TRUE(changes.unplugged.empty());
}

TEST(Ports, ABalanceBoardIsAnInputDevice) {
  const TempFolder root;
  for (const auto& [node, name] : {std::pair("event0", "AT keyboard"),
                                   std::pair("event12", "Nintendo Wii Remote Balance Board"),
                                   std::pair("js0", "Nintendo Wii Remote Balance Board")}) {
    std::filesystem::create_directories(root / node / "device");
    write_file(root / node / "device" / "name", std::string(name) + "\n");
  }
  const auto ports = list_input_ports(root.path());
  ASSERT_EQ(ports.size(), 1U);
  EXPECT_EQ(ports[0].path, "/dev/input/event12");
  EXPECT_EQ(ports[0].driver, find_driver("wii_balance_board"));
}

TEST(Ports, EveryUsbIdHasItsRule) {
  const std::string rules = udev_rules();
  for (const DeviceDriver* driver : builtin_drivers()) {
    for (const UsbId& id : driver->usb) {
      std::array<char, 80> text{};
      std::snprintf(text.data(), text.size(),
                    "ATTRS{idVendor}==\"%04x\", ATTRS{idProduct}==\"%04x\"", id.vendor, id.product);
      EXPECT_NE(rules.find(text.data()), std::string::npos) << driver->id;
    }
  }
}

TEST(Ports, WhatToDoWithoutPermissionIsSaid) {
  const std::string words = permission_advice("/dev/ttyACM99");
  EXPECT_NE(words.find("group dialout"), std::string::npos);
  EXPECT_NE(words.find("usermod -aG dialout"), std::string::npos);
  EXPECT_NE(words.find("--udev-rules"), std::string::npos);
  EXPECT_EQ(words.find('\n'), std::string::npos);
}

/// Mats on pseudo-terminals, asked as `solea devices --probe` does.
TEST(Probe, FindsOutWhichMatItIs) {
  using namespace virtual_mat;
  for (const char* id : {"m1616", "sensel_morph"}) {
    const DeviceDriver& driver = *find_driver(id);
    ASSERT_TRUE(driver.safe_to_probe);
    const TempFolder folder;
    ServerOptions options;
    options.link = (folder / "mat").string();
    VirtualMat mat(driver.plate, driver.rate_hz, Person{}, default_sensor(driver));
    Server server(driver, driver.own_settings(), mat, options);
    std::atomic<bool> stop{false};
    std::jthread thread([&] { server.run([&] { return stop.load(); }); });
    EXPECT_TRUE(answers_as(options.link, driver)) << id;
    EXPECT_EQ(probe_port(options.link), &driver);
    stop = true;
  }
}

TEST(Ports, NoSysfsNoPorts) {
  EXPECT_TRUE(list_serial_ports("/nowhere").empty());
}

}  // namespace
}  // namespace solea
