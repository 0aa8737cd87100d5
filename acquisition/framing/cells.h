#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace solea {

/// How a cell is written on the wire.
enum class CellType : std::uint8_t { u8, u16le, u16be, i32le, f64le };

[[nodiscard]] constexpr std::size_t bytes_of(CellType type) noexcept {
  switch (type) {
    case CellType::u8:
      return 1;
    case CellType::u16le:
    case CellType::u16be:
      return 2;
    case CellType::i32le:
      return 4;
    case CellType::f64le:
      return 8;
  }
  return 0;
}

/// In which order the cells of a frame come, as seen in the plate frame (core/plate.h).
struct CellOrder {
  bool column_major = false;  ///< column after column; else row after row
  bool flip_rows = false;     ///< the last row of the plate comes first
  bool flip_cols = false;     ///< the last column comes first
  friend bool operator==(const CellOrder&, const CellOrder&) = default;
};

/// Place on the plate, row * cols + col, of each cell in the order of the wire. Empty when the two
/// orders are the same.
[[nodiscard]] std::vector<std::uint32_t> wire_places(int rows, int cols, const CellOrder& order);

/// Reads counts.size() cells in the order of the wire. Integers of 4 bytes and floating-point
/// values are multiplied by `counts_per_unit`, rounded, and bounded to 0..65535. False when a value
/// is not finite: nobody sends that, the bytes are damaged.
[[nodiscard]] bool read_cells(std::span<const std::byte> wire, CellType type,
                              double counts_per_unit, std::span<std::uint16_t> counts) noexcept;

/// Appends cells in the order of the wire, bounded to what the type holds; the inverse of
/// read_cells().
void write_cells(std::span<const std::uint16_t> counts, CellType type, double counts_per_unit,
                 std::vector<std::byte>& out);

}  // namespace solea
