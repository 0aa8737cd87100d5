#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace solea {

/// Bytes that wait for the rest of their frame, oldest first.
class ByteBuffer {
 public:
  void append(std::span<const std::byte> bytes) {
    if (head_ > 0 && head_ >= data_.size() / 2) {  // move the rest to the front now and then
      data_.erase(data_.begin(), data_.begin() + static_cast<std::ptrdiff_t>(head_));
      head_ = 0;
    }
    data_.insert(data_.end(), bytes.begin(), bytes.end());
  }
  [[nodiscard]] std::span<const std::byte> view() const noexcept {
    return std::span(data_).subspan(head_);
  }
  void consume(std::size_t count) noexcept { head_ += count; }

 private:
  std::vector<std::byte> data_;
  std::size_t head_ = 0;
};

/// Little-endian number at the start of `bytes`.
template <class Unsigned>
[[nodiscard]] Unsigned read_le(std::span<const std::byte> bytes) noexcept {
  Unsigned value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    value = static_cast<Unsigned>(value | (std::to_integer<Unsigned>(bytes[i]) << (8 * i)));
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

}  // namespace solea
