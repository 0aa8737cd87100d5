#include "acquisition/framing/cells.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "acquisition/framing/bytes.h"

namespace solea {

namespace {

/// Blocks of a fixed length and no aliasing: what a compiler turns into vector instructions.
constexpr std::size_t block = 32;

void widen(const std::byte* __restrict in, std::uint16_t* __restrict out, std::size_t n) noexcept {
  std::size_t i = 0;
  for (; i + block <= n; i += block) {
    for (std::size_t k = 0; k < block; ++k) out[i + k] = static_cast<std::uint16_t>(in[i + k]);
  }
  for (; i < n; ++i) out[i] = static_cast<std::uint16_t>(in[i]);
}

void swap_bytes(std::uint16_t* values, std::size_t n) noexcept {
  const auto swapped = [](std::uint16_t v) {
    return static_cast<std::uint16_t>((v << 8U) | (v >> 8U));
  };
  std::size_t i = 0;
  for (; i + block <= n; i += block) {
    for (std::size_t k = 0; k < block; ++k) values[i + k] = swapped(values[i + k]);
  }
  for (; i < n; ++i) values[i] = swapped(values[i]);
}

void copy_u16(std::span<const std::byte> wire, std::endian order,
              std::span<std::uint16_t> counts) noexcept {
  std::memcpy(counts.data(), wire.data(), counts.size_bytes());
  if (order != std::endian::native) swap_bytes(counts.data(), counts.size());
}

/// Rounded, and bounded to what a count can be.
std::uint16_t bounded(double value) noexcept {
  const double above = value > 0 ? value : 0;
  const double inside = above < 65535 ? above : 65535;
  return static_cast<std::uint16_t>(static_cast<std::int32_t>(inside + 0.5));
}

/// False when one of them is not finite.
bool round_doubles(std::span<const std::byte> wire, double factor,
                   std::span<std::uint16_t> counts) noexcept {
  bool finite = true;
  for (std::size_t i = 0; i < counts.size(); i += block) {
    std::array<double, block> values{};
    const std::size_t n = std::min(block, counts.size() - i);
    for (std::size_t k = 0; k < n; ++k) {
      values[k] = std::bit_cast<double>(read_le<std::uint64_t>(wire.subspan(8 * (i + k))));
    }
    std::array<std::uint16_t, block> rounded{};
    int damaged = 0;
    for (std::size_t k = 0; k < block; ++k) {
      damaged |= std::abs(values[k]) <= std::numeric_limits<double>::max() ? 0 : 1;
      rounded[k] = bounded(values[k] * factor);
    }
    finite = finite && damaged == 0;
    std::copy_n(rounded.begin(), n, counts.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return finite;
}

}  // namespace

std::vector<std::uint32_t> wire_places(int rows, int cols, const CellOrder& order) {
  if (order == CellOrder{}) return {};
  std::vector<std::uint32_t> places;
  places.reserve(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols));
  const int outer = order.column_major ? cols : rows;
  const int inner = order.column_major ? rows : cols;
  for (int i = 0; i < outer; ++i) {
    for (int k = 0; k < inner; ++k) {
      int row = order.column_major ? k : i;
      int col = order.column_major ? i : k;
      if (order.flip_rows) row = rows - 1 - row;
      if (order.flip_cols) col = cols - 1 - col;
      places.push_back(static_cast<std::uint32_t>(row * cols + col));
    }
  }
  return places;
}

bool read_cells(std::span<const std::byte> wire, CellType type, double counts_per_unit,
                std::span<std::uint16_t> counts) noexcept {
  switch (type) {
    case CellType::u8:
      widen(wire.data(), counts.data(), counts.size());
      return true;
    case CellType::u16le:
      copy_u16(wire, std::endian::little, counts);
      return true;
    case CellType::u16be:
      copy_u16(wire, std::endian::big, counts);
      return true;
    case CellType::i32le:
      for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto value = static_cast<std::int32_t>(read_le<std::uint32_t>(wire.subspan(4 * i)));
        counts[i] = bounded(value * counts_per_unit);
      }
      return true;
    case CellType::f64le:
      return round_doubles(wire, counts_per_unit, counts);
  }
  return false;
}

void write_cells(std::span<const std::uint16_t> counts, CellType type, double counts_per_unit,
                 std::vector<std::byte>& out) {
  for (const std::uint16_t count : counts) {
    switch (type) {
      case CellType::u8:
        out.push_back(static_cast<std::byte>(std::min<std::uint16_t>(count, 255)));
        break;
      case CellType::u16le:
        write_le(count, out);
        break;
      case CellType::u16be:
        write_be(count, out);
        break;
      case CellType::i32le:
        write_le(static_cast<std::uint32_t>(std::lround(count / counts_per_unit)), out);
        break;
      case CellType::f64le:
        write_le(std::bit_cast<std::uint64_t>(count / counts_per_unit), out);
        break;
    }
  }
}

}  // namespace solea
