// "Piezoresistive Array M1616", a board of 16 x 16 cells (sold on AliExpress; as read by
// github.com/Ninth2234/PiezoresistiveArray_SerialMonitor). 115200 baud 8N1, sends by itself.
//
//   mat -> host   AA AB AC, 256 x u16 big-endian, 4 bytes of unknown meaning: 519 bytes a frame
//
// No counter or clock; whether the last 4 bytes hold a checksum is not known, so they are not
// looked at, and a frame counts when the next one's head follows it. A count would have to reach
// 43691 to look like the head, far above what the board shows (0..512 is usual).
// Orientation: rows are taken as they come, the first one at the posterior edge, the first cell
// left; which edge of the board that is, its maker does not tell. Distance of cells: not told
// either, 10 mm is a preset.

#include "acquisition/drivers/builtin.h"
#include "acquisition/framing/frame_format.h"
#include "acquisition/framing/twins.h"

namespace solea::drivers {

namespace {

constexpr FrameFormat format = {
    .head = "\xaa\xab\xac",
    .next_head_confirms = true,
    .layout =
        {.rows = 16, .cols = 16, .cell = CellType::u16be, .header_bytes = 3, .trailer_bytes = 4},
    .rate_hz = 22,  // as much as the line carries
};

}  // namespace

extern const DeviceDriver m1616 = {
    .id = "m1616",
    .name = "Piezoresistive array M1616, 16x16",
    .transport = TransportKind::serial,
    .default_baud = 115200,
    .plate = {16, 16, 10, 10},
    .rate_hz = format.rate_hz,
    .max_count = 4095,
    .virtual_kpa_per_count = 0.25,
    .wire = "frames of 519 bytes that begin with AA AB AC",
    .tested = "virtual only",
    .make_decoder = [] { return make_frame_decoder(format); },
    .make_twin =
        [](const TwinSettings&) {
          return make_free_running_twin([](const RawFrameView& frame, std::vector<std::byte>& out) {
            encode_frame(format, frame, out);
          });
        },
    .check = FrameCheck::marker,
    .safe_to_probe = true,
};

}  // namespace solea::drivers
