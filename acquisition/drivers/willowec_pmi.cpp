// willowec "PMI" pressure mat, 28 x 56 cells of 10 mm, RP2040 on USB CDC
// (github.com/willowec/pressure-mat).
//
//   host -> mat   "start_reading\n"   streams until it loses power; only the first 4 letters count
//                 "get_cal_vals\n"    one frame
//   mat -> host   1568 bytes u8, 56 rows of 28, then the marker FF FE FE FF: 1572 bytes a frame
//
// No counter, clock or checksum. Counts stay below about 207, so the marker cannot occur in data:
// it ends a frame and is the only thing to synchronise on.

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "acquisition/drivers/builtin.h"
#include "acquisition/stream_parts.h"

namespace solea::drivers {

namespace {

constexpr int rows = 56;
constexpr int cols = 28;
constexpr std::size_t cells = static_cast<std::size_t>(rows) * cols;
constexpr std::array marker = {std::byte{0xff}, std::byte{0xfe}, std::byte{0xfe}, std::byte{0xff}};
constexpr std::size_t frame_bytes = cells + marker.size();

/// Offset of the first marker, or the size when there is none.
std::size_t find_marker(std::span<const std::byte> bytes) {
  std::size_t at = 0;
  while (at + marker.size() <= bytes.size()) {
    const void* hit = std::memchr(bytes.data() + at, 0xff, bytes.size() - at - marker.size() + 1);
    if (hit == nullptr) break;
    at = static_cast<std::size_t>(static_cast<const std::byte*>(hit) - bytes.data());
    if (std::equal(marker.begin(), marker.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at))) {
      return at;
    }
    ++at;
  }
  return bytes.size();
}

class Decoder final : public BufferedDecoder {
 private:
  /// Takes one stretch up to and including its marker.
  bool take_one(std::chrono::nanoseconds arrival, FrameSink& out) override {
    const std::size_t end = find_marker(bytes());
    if (end == bytes().size()) {
      // Longer than any frame: nothing in it can become one, except what a later marker ends.
      if (end > 2 * frame_bytes) drop(end - frame_bytes);
      return false;
    }
    if (end == cells && (in_step_ || untouched_)) {
      emit(bytes().first(cells), arrival, out);
      consume(frame_bytes);
    } else {
      drop(end + marker.size());
      if (in_step_) {
        // A damaged stretch between two markers: as many frames as fit its length, at least one.
        const std::uint64_t lost =
            std::max<std::uint64_t>(1, (dropped_here_ + frame_bytes / 2) / frame_bytes);
        sequence_ += lost;
        count_gap(lost);
      }
    }
    in_step_ = true;
    dropped_here_ = 0;
    return true;
  }

  void emit(std::span<const std::byte> data, std::chrono::nanoseconds arrival, FrameSink& out) {
    std::transform(data.begin(), data.end(), counts_.begin(),
                   [](std::byte b) { return std::to_integer<std::uint16_t>(b); });
    count_frame();
    out.accept({sequence_++, arrival, std::nullopt, counts_});
  }

  void drop(std::size_t count) {
    skip(count);
    dropped_here_ += count;
    untouched_ = false;
  }

  std::array<std::uint16_t, cells> counts_{};
  std::uint64_t sequence_ = 0;
  std::uint64_t dropped_here_ = 0;  // bytes of the stretch in hand that are gone already
  bool in_step_ = false;            // a marker was seen
  bool untouched_ = true;           // nothing was dropped since the start of the stream
};

class Twin final : public DeviceTwin {
 public:
  void receive(std::span<const std::byte> bytes, std::vector<std::byte>& reply) override {
    lines_.receive(bytes, [&](const std::string& line) {
      const std::string command = line.substr(0, 4);  // the firmware compares no more
      if (command == "star") streaming_ = true;
      if (command == "get_") single_ = true;
      if (command == "prin") {
        for (const char c : std::string_view("virtual PMI, 28x56\n")) {
          reply.push_back(static_cast<std::byte>(c));
        }
      }
    });
  }
  [[nodiscard]] bool wants_frame() const noexcept override { return streaming_ || single_; }
  void encode(const RawFrameView& frame, std::vector<std::byte>& out) override {
    single_ = false;
    for (const std::uint16_t count : frame.counts) {
      out.push_back(static_cast<std::byte>(std::min<std::uint16_t>(count, 207)));
    }
    out.insert(out.end(), marker.begin(), marker.end());
  }

 private:
  CommandLines lines_;
  bool streaming_ = false;
  bool single_ = false;
};

constexpr std::array<UsbId, 1> usb = {{{0x2e8a, 0x000a}}};  // Raspberry Pi Pico, CDC of its SDK

}  // namespace

extern const DeviceDriver willowec_pmi = {
    "willowec_pmi",
    "willowec PMI 28x56, USB",
    TransportKind::serial,
    115200,
    {rows, cols, 10, 10},
    49,
    207,
    4.0,
    "frames of 1572 bytes that end with FF FE FE FF",
    "virtual only",
    usb,
    "start_reading\n",
    "",
    [] { return std::unique_ptr<FrameDecoder>(std::make_unique<Decoder>()); },
    [](const TwinSettings&) { return std::unique_ptr<DeviceTwin>(std::make_unique<Twin>()); },
    false,
};

}  // namespace solea::drivers
