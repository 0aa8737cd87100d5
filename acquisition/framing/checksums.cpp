#include "acquisition/framing/checksums.h"

#include <zlib.h>

#include <array>

namespace solea {

namespace {

constexpr std::uint16_t x25_polynomial = 0x8408;  // 0x1021, lowest bit first

constexpr std::array<std::uint16_t, 256> x25_table = [] {
  std::array<std::uint16_t, 256> table{};
  for (unsigned value = 0; value < table.size(); ++value) {
    unsigned crc = value;
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc & 1U) != 0 ? (crc >> 1U) ^ x25_polynomial : crc >> 1U;
    table[value] = static_cast<std::uint16_t>(crc);
  }
  return table;
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
  unsigned crc = 0xffff;
  for (const std::byte b : bytes) {
    crc = (crc >> 8U) ^ x25_table[(crc ^ std::to_integer<unsigned>(b)) & 0xffU];
  }
  return static_cast<std::uint16_t>(crc ^ 0xffffU);
}

std::uint32_t crc32(std::span<const std::byte> bytes) noexcept {
  return static_cast<std::uint32_t>(
      crc32_z(crc32_z(0, nullptr, 0), reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace solea
