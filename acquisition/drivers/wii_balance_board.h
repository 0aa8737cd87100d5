#pragma once

#include <array>
#include <cstdint>

namespace solea::drivers {

/// What one load cell of a Wii Balance Board gave at the factory, raw, under 0, 17 and 34 kg.
struct WiiCellCalibration {
  std::array<std::uint16_t, 3> raw{};
};

/// Load of a cell in kg from its raw value: straight lines through the three points, the outer ones
/// drawn on beyond them (heavier loads than 34 kg on one cell are usual, and an empty board may
/// read below its zero). For raw reports; Linux gives 1/100 kg, computed alike, not below 0. NaN
/// where two points are one.
[[nodiscard]] double wii_cell_kg(std::uint16_t raw, const WiiCellCalibration& calibration);

}  // namespace solea::drivers
