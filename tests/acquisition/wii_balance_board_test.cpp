#include "acquisition/drivers/wii_balance_board.h"

#include <gtest/gtest.h>
#include <linux/input.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "acquisition/driver.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using drivers::wii_cell_kg;
using drivers::WiiCellCalibration;

/// A real board's memory: TR BR TL BL at 0, 17 and 34 kg (devices_and_formats.md P11).
constexpr WiiCellCalibration front_right = {{0x07C3, 0x0ED2, 0x15E9}};
constexpr WiiCellCalibration rear_right = {{0x3CF8, 0x4384, 0x4A10}};
constexpr WiiCellCalibration front_left = {{0x048C, 0x0B3A, 0x11EF}};
constexpr WiiCellCalibration rear_left = {{0x296B, 0x3069, 0x376E}};

TEST(WiiBalanceBoard, RawValuesOfARealBoard) {
  for (const auto& cell : {front_right, rear_right, front_left, rear_left}) {
    EXPECT_DOUBLE_EQ(wii_cell_kg(cell.raw[0], cell), 0);
    EXPECT_DOUBLE_EQ(wii_cell_kg(cell.raw[1], cell), 17);
    EXPECT_DOUBLE_EQ(wii_cell_kg(cell.raw[2], cell), 34);
  }
  // By hand: 0x3CF8 = 15608, 0x4384 = 17284, 0x4A10 = 18960: 1676 counts for 17 kg.
  EXPECT_NEAR(wii_cell_kg(15608 + 838, rear_right), 8.5, 1e-12);
  EXPECT_NEAR(wii_cell_kg(17284 + 419, rear_right), 21.25, 1e-12);
  // Beyond the points the lines go on: 34 kg on one cell is half a light person.
  EXPECT_NEAR(wii_cell_kg(18960 + 1676, rear_right), 51, 1e-12);
  EXPECT_NEAR(wii_cell_kg(15608 - 1676, rear_right), -17, 1e-12);
  // The two halves differ: 0x07C3 = 1987, 0x0ED2 = 3794, 0x15E9 = 5609: 1807 and 1815 counts.
  EXPECT_NEAR(wii_cell_kg(1987 + 100, front_right), 17.0 * 100 / 1807, 1e-12);
  EXPECT_NEAR(wii_cell_kg(3794 + 100, front_right), 17 + 17.0 * 100 / 1815, 1e-12);
  EXPECT_TRUE(std::isnan(wii_cell_kg(4, {{5, 5, 9}})));
}

std::vector<std::byte> events(std::initializer_list<input_event> list) {
  std::vector<std::byte> bytes;
  for (const input_event& e : list) {
    const auto part = std::as_bytes(std::span(&e, 1));
    bytes.insert(bytes.end(), part.begin(), part.end());
  }
  return bytes;
}

input_event event(std::uint16_t type, std::uint16_t code, std::int32_t value) {
  input_event e{};
  e.input_event_sec = 12;
  e.input_event_usec = 345678;
  e.type = type;
  e.code = code;
  e.value = value;
  return e;
}

/// The axes as the kernel names them: HAT0X front right, HAT0Y rear right, HAT1X front left, HAT1Y
/// rear left; on the plate row 0 is the rear, column 0 the left.
TEST(WiiBalanceBoard, AxesAreCells) {
  const DeviceDriver& driver = *find_driver("wii_balance_board");
  struct Sink final : FrameSink {
    void accept(const RawFrameView& f) override {
      counts.assign(f.counts.begin(), f.counts.end());
      time = f.device_time;
    }
    std::vector<std::uint16_t> counts;
    std::optional<std::chrono::nanoseconds> time;
  } sink;
  driver.make_decoder()->feed(
      events({event(EV_ABS, ABS_HAT0X, 1100), event(EV_ABS, ABS_HAT0Y, 2200),
              event(EV_ABS, ABS_HAT1X, 3300), event(EV_ABS, ABS_HAT1Y, 4400),
              event(EV_SYN, SYN_REPORT, 0)}),
      {}, sink);
  EXPECT_EQ(sink.counts, (std::vector<std::uint16_t>{4400, 2200, 3300, 1100}));
  EXPECT_EQ(sink.time, std::chrono::microseconds(12345678));
}

/// 70 kg, all cells alike: 686.5 N whose centre is that of the plate.
TEST(WiiBalanceBoard, ForceIsThatOfTheFourCells) {
  const DeviceDriver& driver = *find_driver("wii_balance_board");
  EXPECT_DOUBLE_EQ(driver.plate.pitch_x_mm, 433);
  EXPECT_DOUBLE_EQ(driver.plate.pitch_y_mm, 238);
  const double force_n =
      4 * 1750 * driver.virtual_kpa_per_count * driver.plate.cell_area_mm2() * 1e-3;
  EXPECT_NEAR(force_n, 70 * 9.80665, 1e-9);
}

}  // namespace
}  // namespace solea
