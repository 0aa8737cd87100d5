#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

/// Numbers and patterns in bytes.
namespace solea {

/// Little-endian number at the start of `bytes`.
template <class Unsigned>
[[nodiscard]] Unsigned read_le(std::span<const std::byte> bytes) noexcept {
  Unsigned value = 0;
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(&value, bytes.data(), sizeof(Unsigned));
    return value;
  }
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    value = static_cast<Unsigned>(value | (std::to_integer<Unsigned>(bytes[i]) << (8 * i)));
  }
  return value;
}

/// Big-endian number at the start of `bytes`.
template <class Unsigned>
[[nodiscard]] Unsigned read_be(std::span<const std::byte> bytes) noexcept {
  Unsigned value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    value =
        static_cast<Unsigned>((std::uint64_t{value} << 8U) | std::to_integer<Unsigned>(bytes[i]));
  }
  return value;
}

/// Appends a little-endian number.
template <class Unsigned>
void write_le(Unsigned value, std::vector<std::byte>& out) {
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    out.push_back(static_cast<std::byte>((value >> (8 * i)) & 0xff));
  }
}

/// Appends a big-endian number.
template <class Unsigned>
void write_be(Unsigned value, std::vector<std::byte>& out) {
  for (std::size_t i = sizeof(Unsigned); i > 0; --i) {
    out.push_back(static_cast<std::byte>((value >> (8 * (i - 1))) & 0xff));
  }
}

/// Text, or a marker such as "\xff\xfe", as bytes.
[[nodiscard]] inline std::span<const std::byte> as_bytes(std::string_view text) noexcept {
  return std::as_bytes(std::span(text.data(), text.size()));
}

inline void append(std::span<const std::byte> bytes, std::vector<std::byte>& out) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

[[nodiscard]] inline bool starts_with(std::span<const std::byte> bytes,
                                      std::string_view pattern) noexcept {
  return pattern.empty() || (bytes.size() >= pattern.size() &&
                             std::memcmp(bytes.data(), pattern.data(), pattern.size()) == 0);
}

/// Offset of the first `pattern` (not empty), or the size when there is none.
[[nodiscard]] inline std::size_t find_bytes(std::span<const std::byte> bytes,
                                            std::string_view pattern) noexcept {
  for (std::size_t at = 0; at + pattern.size() <= bytes.size(); ++at) {
    const std::size_t places = bytes.size() - at - pattern.size() + 1;
    const void* hit =
        std::memchr(bytes.data() + at, static_cast<unsigned char>(pattern.front()), places);
    if (hit == nullptr) break;
    at = static_cast<std::size_t>(static_cast<const std::byte*>(hit) - bytes.data());
    if (starts_with(bytes.subspan(at), pattern)) return at;
  }
  return bytes.size();
}

}  // namespace solea
