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
#include <string>

#include "acquisition/drivers/builtin.h"
#include "acquisition/framing/frame_format.h"
#include "acquisition/framing/twins.h"

namespace solea::drivers {

namespace {

constexpr std::uint16_t max_count = 207;
constexpr FrameFormat format = {
    .tail = "\xff\xfe\xfe\xff",
    .layout = {.rows = 56, .cols = 28, .cell = CellType::u8, .trailer_bytes = 4},
    .rate_hz = 49,
};

class Twin final : public DeviceTwin {
 public:
  void receive(std::span<const std::byte> bytes, std::vector<std::byte>& reply) override {
    lines_.receive(bytes, [&](const std::string& line) {
      const std::string command = line.substr(0, 4);  // the firmware compares no more
      if (command == "star") streaming_ = true;
      if (command == "get_") single_ = true;
      if (command == "prin") append(as_bytes("virtual PMI, 28x56\n"), reply);
    });
  }
  [[nodiscard]] bool wants_frame() const noexcept override { return streaming_ || single_; }
  void encode(const RawFrameView& frame, std::vector<std::byte>& out) override {
    single_ = false;
    std::vector<std::uint16_t> counts(frame.counts.begin(), frame.counts.end());
    for (std::uint16_t& count : counts) count = std::min(count, max_count);
    encode_frame(format, {frame.sequence, frame.arrival, frame.device_time, counts}, out);
  }

 private:
  CommandLines lines_;
  bool streaming_ = false;
  bool single_ = false;
};

constexpr std::array<UsbId, 1> usb = {{{0x2e8a, 0x000a}}};  // Raspberry Pi Pico, CDC of its SDK

}  // namespace

extern const DeviceDriver willowec_pmi = {
    .id = "willowec_pmi",
    .name = "willowec PMI 28x56, USB",
    .transport = TransportKind::serial,
    .default_baud = 115200,
    .plate = {format.layout.rows, format.layout.cols, 10, 10},
    .rate_hz = format.rate_hz,
    .max_count = max_count,
    .virtual_kpa_per_count = 4.0,
    .wire = "frames of 1572 bytes that end with FF FE FE FF",
    .tested = "virtual only",
    .usb = usb,
    .start_command = "start_reading\n",
    .stop_command = "",
    .make_decoder = [] { return make_frame_decoder(format); },
    .make_twin =
        [](const TwinSettings&) { return std::unique_ptr<DeviceTwin>(std::make_unique<Twin>()); },
    .check = FrameCheck::marker,
};

}  // namespace solea::drivers
