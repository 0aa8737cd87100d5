// Solea's own mat protocol, version 1; for firmware people: docs/protocol.md. Little-endian.
//
//   offset size
//        0    4  magic "SOLE"
//        4    1  version, 1
//        5    1  bytes a sample, 1 or 2
//        6    2  header length, 36; later versions may add fields at its end
//        8    4  sequence, +1 a frame, wraps
//       12    8  device time, microseconds
//       20    2  rows
//       22    2  columns
//       24    4  pitch along x, micrometres
//       28    4  pitch along y, micrometres
//       32    4  kPa per count, IEEE 754 float; 0: not known
//       36       samples, row-major, row 0 at the posterior edge
//      end    4  CRC-32 (IEEE 802.3) of everything before it
//
//   host -> mat  "start\n", "stop\n"

#include <bit>
#include <cmath>
#include <string>

#include "acquisition/drivers/builtin.h"
#include "acquisition/framing/frame_format.h"
#include "acquisition/framing/twins.h"

namespace solea::drivers {

namespace {

constexpr double pitch_mm = 5;
constexpr double kpa_per_count = 0.25;
constexpr unsigned version = 1;
constexpr std::size_t longest_header_bytes = 256;
constexpr FrameLayout layout = {
    .rows = 64, .cols = 64, .cell = CellType::u16le, .header_bytes = 36, .trailer_bytes = 4};

/// Nothing when no packet of this mat can begin like that.
std::optional<FrameLayout> read_layout(std::span<const std::byte> header) {
  const auto sample_bytes = std::to_integer<unsigned>(header[5]);
  FrameLayout told = layout;
  told.cell = sample_bytes == 1 ? CellType::u8 : CellType::u16le;
  told.header_bytes = read_le<std::uint16_t>(header.subspan(6));
  const bool believable =
      std::to_integer<unsigned>(header[4]) == version && (sample_bytes == 1 || sample_bytes == 2) &&
      told.header_bytes >= layout.header_bytes && told.header_bytes <= longest_header_bytes &&
      read_le<std::uint16_t>(header.subspan(20)) == layout.rows &&
      read_le<std::uint16_t>(header.subspan(22)) == layout.cols;
  return believable ? std::optional(told) : std::nullopt;
}

void announce(std::span<const std::byte> header, Announcement& told) {
  const auto pitch_x_um = read_le<std::uint32_t>(header.subspan(24));
  const auto pitch_y_um = read_le<std::uint32_t>(header.subspan(28));
  const auto factor = std::bit_cast<float>(read_le<std::uint32_t>(header.subspan(32)));
  if (pitch_x_um > 0) told.pitch_x_mm = pitch_x_um * 1e-3;
  if (pitch_y_um > 0) told.pitch_y_mm = pitch_y_um * 1e-3;
  if (std::isfinite(factor) && factor > 0) told.kpa_per_count = factor;
}

constexpr FrameFormat format = {
    .head = "SOLE",
    .layout = layout,
    .read_layout = read_layout,
    .sum = FrameSum::crc32,
    .sequence = {.offset = 8, .bytes = 4},
    .device_time = {.offset = 12, .bytes = 8},
    .device_tick = std::chrono::microseconds(1),
    .rate_hz = 100,
    .announce = announce,
};

class Twin final : public DeviceTwin {
 public:
  explicit Twin(const TwinSettings& settings) : settings_(settings) {}

  void receive(std::span<const std::byte> bytes, std::vector<std::byte>&) override {
    lines_.receive(bytes, [&](const std::string& line) {
      if (line == "start") streaming_ = true;
      if (line == "stop") streaming_ = false;
    });
  }
  [[nodiscard]] bool wants_frame() const noexcept override { return streaming_; }
  void encode(const RawFrameView& frame, std::vector<std::byte>& out) override {
    std::vector<std::byte> header;
    append(as_bytes(format.head), header);
    header.push_back(std::byte{version});
    header.push_back(std::byte{2});
    write_le(static_cast<std::uint16_t>(layout.header_bytes), header);
    header.resize(20);  // sequence and clock
    write_le(static_cast<std::uint16_t>(layout.rows), header);
    write_le(static_cast<std::uint16_t>(layout.cols), header);
    write_le(static_cast<std::uint32_t>(std::lround(settings_.plate.pitch_x_mm * 1000)), header);
    write_le(static_cast<std::uint32_t>(std::lround(settings_.plate.pitch_y_mm * 1000)), header);
    write_le(std::bit_cast<std::uint32_t>(static_cast<float>(settings_.kpa_per_count)), header);
    encode_frame(format, frame, out, header);
  }

 private:
  TwinSettings settings_;
  CommandLines lines_;
  bool streaming_ = false;
};

}  // namespace

extern const DeviceDriver solea_mat = {
    .id = "solea_mat",
    .name = "Solea mat protocol 64x64",
    .transport = TransportKind::serial,
    .default_baud = 921600,
    .plate = {layout.rows, layout.cols, pitch_mm, pitch_mm},
    .rate_hz = format.rate_hz,
    .max_count = 4095,
    .virtual_kpa_per_count = kpa_per_count,
    .wire = "packets of the Solea mat protocol, version 1, with a 64x64 grid",
    .tested = "virtual only",
    .usb = {},
    .start_command = "start\n",
    .stop_command = "stop\n",
    .make_decoder = [] { return make_frame_decoder(format); },
    .make_twin =
        [](const TwinSettings& settings) {
          return std::unique_ptr<DeviceTwin>(std::make_unique<Twin>(settings));
        },
    .announces = true,
    .check = FrameCheck::checksum,
    .counts_frames = true,
};

}  // namespace solea::drivers
