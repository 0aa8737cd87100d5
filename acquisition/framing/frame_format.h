#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "acquisition/decoder.h"
#include "acquisition/framing/cells.h"

/// Binary frames described by a table; a driver of such a mat is little more than one of these.
namespace solea {

/// What a frame carries against damage. It stands at the frame's end, before the tail; more than
/// one byte is little-endian.
enum class FrameSum : std::uint8_t { none, sum8, xor8, crc16_x25, crc32 };

/// An unsigned number in a frame's header. No bytes: the frame has none.
struct Field {
  std::size_t offset = 0;  ///< from the frame's first byte
  std::size_t bytes = 0;   ///< 1, 2, 4 or 8
  bool big_endian = false;
};

/// How the bytes of one frame are laid out.
struct FrameLayout {
  int rows = 0;
  int cols = 0;
  CellType cell = CellType::u8;
  std::size_t header_bytes = 0;   ///< from the frame's first byte to its first cell, with the head
  std::size_t trailer_bytes = 0;  ///< behind the last cell, with checksum and tail

  [[nodiscard]] constexpr std::size_t cells() const noexcept {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols);
  }
  [[nodiscard]] constexpr std::size_t cell_bytes() const noexcept {
    return cells() * bytes_of(cell);
  }
  [[nodiscard]] constexpr std::size_t frame_bytes() const noexcept {
    return header_bytes + cell_bytes() + trailer_bytes;
  }
};

/// A protocol of binary frames. What finds a frame: its head; else its tail; a protocol with
/// neither sends frames of one length and must be polled (framing/polled_decoder.h).
struct FrameFormat {
  std::string_view head{};  ///< bytes that every frame begins with
  /// A frame counts only when the head of the next one follows it, which is all that tells lost
  /// bytes where there is neither tail nor checksum. It then comes with the next frame's first
  /// bytes.
  bool next_head_confirms = false;
  /// Bytes that every frame ends with. Where there is no head, no cell can look like them.
  std::string_view tail{};
  FrameLayout layout{};  ///< of every frame; the preset where read_layout is set
  /// For protocols whose header tells the layout (grid, sample size, length): called with the
  /// frame's first layout.header_bytes bytes. Nothing: no frame begins like that.
  std::optional<FrameLayout> (*read_layout)(std::span<const std::byte> header) = nullptr;

  CellOrder order{};
  double counts_per_unit = 1;    ///< of cells that are i32 or f64
  std::uint16_t zero_count = 0;  ///< on the wire of an unloaded cell: subtracted; less is damage

  FrameSum sum = FrameSum::none;
  std::size_t sum_from = 0;  ///< first byte that the checksum covers

  Field sequence{};                        ///< the mat's frame counter
  Field device_time{};                     ///< the mat's clock
  std::chrono::nanoseconds device_tick{};  ///< unit of device_time
  double rate_hz = 0;                      ///< nominal
  /// What a good frame tells about the mat.
  void (*announce)(std::span<const std::byte> header, Announcement& told) = nullptr;

  /// Text that may come between frames of a protocol without head and tail.
  std::string_view banner{};
};

/// A decoder of that format, which must outlive it: a constant of the driver's file.
///
/// Frames without counter are counted by the host: what was skipped between two frames counts as
/// missing frames by its length, at least one. A stream whose grid changes keeps its first: frames
/// of another are no frames.
[[nodiscard]] std::unique_ptr<FrameDecoder> make_frame_decoder(const FrameFormat& format);

/// Appends the wire form of a frame, for twins. `header` holds layout.header_bytes bytes whose
/// sequence and clock are filled in here; empty: the head, the two fields and zeros.
void encode_frame(const FrameFormat& format, const RawFrameView& frame, std::vector<std::byte>& out,
                  std::span<const std::byte> header = {});

}  // namespace solea
