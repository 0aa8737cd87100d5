#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// HDLC with asynchronous framing (ISO/IEC 13239): frames between flags, address FF, a control
/// byte, information, FCS-16 low byte first.
namespace solea::hdlc {

inline constexpr std::byte flag{0x7e};

/// Control byte of an information frame: its number (0 to 7), poll bit set.
[[nodiscard]] constexpr std::byte information(unsigned number) noexcept {
  return static_cast<std::byte>(((number & 7U) << 1U) | 0x10U);
}
/// Control byte of the acknowledgement of a frame (receive ready).
[[nodiscard]] constexpr std::byte acknowledge(unsigned number) noexcept {
  return static_cast<std::byte>(((number & 7U) << 5U) | 0x01U);
}
/// Control byte of a refusal (reject).
[[nodiscard]] constexpr std::byte reject(unsigned number) noexcept {
  return static_cast<std::byte>(((number & 7U) << 5U) | 0x09U);
}
[[nodiscard]] constexpr bool is_information(std::byte control) noexcept {
  return (std::to_integer<unsigned>(control) & 1U) == 0;
}
/// Of an information frame.
[[nodiscard]] constexpr unsigned number_of(std::byte control) noexcept {
  return (std::to_integer<unsigned>(control) >> 1U) & 7U;
}

/// Appends a frame with both flags.
void encode(std::byte control, std::span<const std::byte> information, std::vector<std::byte>& out);

enum class Result : std::uint8_t { frame, no_frame, bad_checksum };

/// A frame without flags, address and checksum.
struct Frame {
  std::byte control{};
  std::vector<std::byte> information;
};

/// Reads what stands between two flags. no_frame: too short, aborted, or for another address.
[[nodiscard]] Result decode(std::span<const std::byte> stretch, Frame& frame);

}  // namespace solea::hdlc
