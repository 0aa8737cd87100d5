#include "acquisition/framing/checksums.h"

#include <zlib.h>

#include <array>

namespace solea {

namespace {

constexpr std::uint16_t x25_polynomial = 0x8408;  // 0x1021, lowest bit first

using X25Table = std::array<std::uint16_t, 256>;

/// Table k: what a byte does to the CRC that has k more bytes behind it. Eight bytes are then taken
/// at once, by looks-up that do not wait for each other.
constexpr std::array<X25Table, 8> x25_tables = [] {
  std::array<X25Table, 8> tables{};
  for (unsigned value = 0; value < 256; ++value) {
    unsigned crc = value;
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc & 1U) != 0 ? (crc >> 1U) ^ x25_polynomial : crc >> 1U;
    }
    tables[0][value] = static_cast<std::uint16_t>(crc);
  }
  for (std::size_t k = 1; k < tables.size(); ++k) {
    for (std::size_t value = 0; value < 256; ++value) {
      const unsigned before = tables[k - 1][value];
      tables[k][value] = static_cast<std::uint16_t>((before >> 8U) ^ tables[0][before & 0xffU]);
    }
  }
  return tables;
}();

}  // namespace

std::uint8_t sum8(std::span<const std::byte> bytes) noexcept {
  unsigned sum = 0;
  for (const std::byte b : bytes) sum += std::to_integer<unsigned>(b);
  return static_cast<std::uint8_t>(sum);
}

std::uint8_t xor8(std::span<const std::byte> bytes) noexcept {
  std::byte all{};
  for (const std::byte b : bytes) all ^= b;
  return std::to_integer<std::uint8_t>(all);
}

std::uint16_t crc16_x25(std::span<const std::byte> bytes) noexcept {
  const auto look_up = [](std::size_t k, unsigned value) -> unsigned {
    return x25_tables[k][value & 0xffU];
  };
  unsigned crc = 0xffff;
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    const auto byte = [&](std::size_t k) { return std::to_integer<unsigned>(bytes[i + k]); };
    crc = look_up(7, crc ^ byte(0)) ^ look_up(6, (crc >> 8U) ^ byte(1)) ^ look_up(5, byte(2)) ^
          look_up(4, byte(3)) ^ look_up(3, byte(4)) ^ look_up(2, byte(5)) ^ look_up(1, byte(6)) ^
          look_up(0, byte(7));
  }
  for (; i < bytes.size(); ++i) {
    crc = (crc >> 8U) ^ look_up(0, crc ^ std::to_integer<unsigned>(bytes[i]));
  }
  return static_cast<std::uint16_t>(crc ^ 0xffffU);
}

std::uint32_t crc32(std::span<const std::byte> bytes) noexcept {
  return static_cast<std::uint32_t>(
      crc32_z(crc32_z(0, nullptr, 0), reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace solea
