// Kitronyx mats through the vendor's program (Snowforce 3, ForceLAB 2), which serves every frame to
// TCP clients on port 3800 (github.com/kitronyx/klib2-cpp, klib2-python). Little-endian.
//
//   offset size
//        0    4  7E 7E 7E 7E
//        4    4  L; the packet has L + 8 bytes
//        8    4  count, of unknown meaning
//       12   76  names of device and sensors, number of devices
//       88    4  rows
//       92    4  columns
//       96       cells, row-major
//     L + 4    4  81 81 81 81
//
// The packet's length tells the cells: u8 where it is at most rows * columns + 200, else f64. Bytes
// of unknown use lie between the cells and the tail. Head, length, grid and tail must agree; there
// is no checksum or clock, and the count is not trusted as a counter, so a changed cell passes and
// frames that the vendor's program leaves out are not seen.
//
// The stream tells rows and columns, never the distance of the cells (10 mm is a preset) nor the
// unit of f64 values, which the user of the vendor's program chooses: they become counts of 0.1 of
// that unit, up to 6553.5, and need a calibration like any other counts.

#include "acquisition/drivers/builtin.h"
#include "acquisition/framing/bytes.h"
#include "acquisition/framing/frame_format.h"
#include "acquisition/framing/twins.h"

namespace solea::drivers {

namespace {

constexpr int preset_rows = 48;
constexpr int preset_cols = 48;
constexpr std::size_t header_bytes = 96;
constexpr std::size_t trailer_bytes = 100;
constexpr std::size_t most_trailer_bytes = 204;
constexpr std::uint32_t most_rows = 512;
constexpr double counts_per_unit = 10;

/// Nothing when the numbers in the header do not fit each other.
std::optional<FrameLayout> read_layout(std::span<const std::byte> header) {
  const std::uint64_t total = std::uint64_t{read_le<std::uint32_t>(header.subspan(4))} + 8;
  const auto rows = read_le<std::uint32_t>(header.subspan(88));
  const auto cols = read_le<std::uint32_t>(header.subspan(92));
  if (rows == 0 || cols == 0 || rows > most_rows || cols > most_rows) return std::nullopt;
  const std::uint64_t cells = std::uint64_t{rows} * cols;
  const CellType type = cells + 200 >= total ? CellType::u8 : CellType::f64le;
  const std::uint64_t before = header_bytes + cells * bytes_of(type);
  if (total < before + 4 || total > before + most_trailer_bytes) return std::nullopt;
  return FrameLayout{static_cast<int>(rows), static_cast<int>(cols), type, header_bytes,
                     static_cast<std::size_t>(total - before)};
}

constexpr FrameFormat format_of(CellType type) {
  FrameFormat format;
  format.head = "\x7e\x7e\x7e\x7e";
  format.tail = "\x81\x81\x81\x81";
  format.layout = {preset_rows, preset_cols, type, header_bytes, trailer_bytes};
  format.read_layout = read_layout;
  format.counts_per_unit = counts_per_unit;
  format.rate_hz = 30;
  return format;
}
constexpr FrameFormat raw = format_of(CellType::u8);
constexpr FrameFormat force = format_of(CellType::f64le);

void encode(const FrameFormat& format, const RawFrameView& frame, std::vector<std::byte>& out) {
  std::vector<std::byte> header;
  append(as_bytes(format.head), header);
  write_le(static_cast<std::uint32_t>(format.layout.frame_bytes() - 8), header);
  write_le(static_cast<std::uint32_t>(frame.sequence), header);
  append(as_bytes("virtual mat"), header);
  header.resize(84);
  write_le<std::uint32_t>(1, header);
  write_le(static_cast<std::uint32_t>(format.layout.rows), header);
  write_le(static_cast<std::uint32_t>(format.layout.cols), header);
  encode_frame(format, frame, out, header);
}

}  // namespace

extern const DeviceDriver kitronyx_klib2 = {
    .id = "kitronyx_klib2",
    .name = "Kitronyx Snowforce 3 over TCP (KLib2), counts",
    .transport = TransportKind::tcp,
    .plate = {preset_rows, preset_cols, 10, 10},
    .rate_hz = raw.rate_hz,
    .max_count = 255,
    .virtual_kpa_per_count = 4.0,
    .wire = "KLib2 packets from 7E 7E 7E 7E to 81 81 81 81",
    .tested = "virtual only",
    .make_decoder = [] { return make_frame_decoder(raw); },
    .make_twin =
        [](const TwinSettings&) {
          return make_free_running_twin([](const RawFrameView& frame, std::vector<std::byte>& out) {
            encode(raw, frame, out);
          });
        },
    .check = FrameCheck::marker,
};

extern const DeviceDriver kitronyx_klib2_force = {
    .id = "kitronyx_klib2_force",
    .name = "Kitronyx Snowforce 3 over TCP (KLib2), its force in counts of 0.1",
    .transport = TransportKind::tcp,
    .plate = {preset_rows, preset_cols, 10, 10},
    .rate_hz = force.rate_hz,
    .max_count = 65535,
    .virtual_kpa_per_count = 0.1,
    .wire = "KLib2 packets from 7E 7E 7E 7E to 81 81 81 81",
    .tested = "virtual only",
    .make_decoder = [] { return make_frame_decoder(force); },
    .make_twin =
        [](const TwinSettings&) {
          return make_free_running_twin([](const RawFrameView& frame, std::vector<std::byte>& out) {
            encode(force, frame, out);
          });
        },
    .check = FrameCheck::marker,
};

}  // namespace solea::drivers
