#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace solea {

/// Sum of the bytes, modulo 256.
[[nodiscard]] std::uint8_t sum8(std::span<const std::byte> bytes) noexcept;

/// Exclusive or of the bytes.
[[nodiscard]] std::uint8_t xor8(std::span<const std::byte> bytes) noexcept;

/// CRC-16/X25, the frame check sequence of HDLC (ISO/IEC 13239): reflected 0x1021, begins with and
/// is inverted by 0xFFFF; "123456789" gives 0x906E. On the wire its low byte comes first.
[[nodiscard]] std::uint16_t crc16_x25(std::span<const std::byte> bytes) noexcept;

/// CRC-32 of IEEE 802.3; "123456789" gives 0xCBF43926.
[[nodiscard]] std::uint32_t crc32(std::span<const std::byte> bytes) noexcept;

}  // namespace solea
