// Sensel Morph, registers over USB CDC (github.com/sensel/sensel-api, MIT). Little-endian.
//
//   read   host  81 REG SIZE                   mat  01 REG SIZE:u16 DATA SUM
//   write  host  01 REG SIZE DATA SUM          mat  05 REG
//   refused                                    mat  02 REG (read), 06 REG (write)
//   frame                                      mat  03 (asked for) or 09 (by itself)
//                                                   26 00 SIZE:u16 PAYLOAD SUM
//   payload  content u8 (1 pressure, 2 labels, 4 contacts, 8 acceleration), counter u8,
//            time u32, then contacts: mask u8, number u8, and for each
//            id u8, type u8, x u16, y u16, force u16, area u16, and by the bits of the mask
//            1 ellipse (6 bytes), 2 changes (8), 4 box (8), 8 peak (6); then acceleration (6)
//   SUM      sum of the data, modulo 256
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "acquisition/driver.h"

namespace solea::drivers::morph {

using Bytes = std::span<const std::byte>;

constexpr unsigned rows = 105;
constexpr unsigned cols = 185;
constexpr std::uint32_t width_um = 230000;
constexpr std::uint32_t height_um = 130000;
constexpr unsigned dims_shift = 8;   ///< a unit of position is 1 mm divided by 2 to this power
constexpr unsigned force_shift = 3;  ///< a unit of force is 1 g divided by 2 to this power
constexpr std::size_t most_contacts = 16;
constexpr double n_per_gram = 9.80665e-3;
constexpr PlateGeometry preset = {rows, cols, width_um * 1e-3 / cols, height_um * 1e-3 / rows};

/// kPa of one force unit on one cell.
constexpr double kpa_of_unit(const PlateGeometry& plate, unsigned shift) {
  return n_per_gram / static_cast<double>(1U << shift) / plate.cell_area_mm2() * 1000;
}

namespace reg {
constexpr unsigned magic = 0x00;
constexpr unsigned cols = 0x10;
constexpr unsigned rows = 0x12;
constexpr unsigned width_um = 0x14;
constexpr unsigned height_um = 0x18;
constexpr unsigned content = 0x24;
constexpr unsigned scan_enabled = 0x25;
constexpr unsigned read_frame = 0x26;
constexpr unsigned shift_dims = 0xa0;
constexpr unsigned shift_force = 0xa1;
}  // namespace reg

/// First byte of what the mat sends.
enum Packet : std::uint8_t {
  read_done = 0x01,
  read_refused = 0x02,
  frame_asked = 0x03,
  write_done = 0x05,
  write_refused = 0x06,
  frame_unasked = 0x09,
};

constexpr unsigned board = 0x01;
constexpr unsigned read_bit = 0x80;
constexpr unsigned content_contacts = 4;
constexpr unsigned content_acceleration = 8;
constexpr unsigned scan_off = 0;
constexpr unsigned scan_asked = 1;
constexpr unsigned scan_by_itself = 2;
constexpr std::string_view magic_text = "S3NS31";

inline void put(std::initializer_list<unsigned> values, std::vector<std::byte>& out) {
  for (const unsigned v : values) out.push_back(static_cast<std::byte>(v));
}

inline unsigned at(Bytes bytes, std::size_t index) {
  return std::to_integer<unsigned>(bytes[index]);
}

/// A Morph that finds contacts in the frames it is given.
std::unique_ptr<DeviceTwin> make_twin(const TwinSettings& settings);

}  // namespace solea::drivers::morph
