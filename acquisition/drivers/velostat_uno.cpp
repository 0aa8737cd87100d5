// Velostat mat of 16 x 16 cells on an Arduino Uno (github.com/slakshmi98/ITAS-,
// Visualisation_Arduino). 115200 baud 8N1; opening the port resets the Uno.
//
//   mat -> host   "Velostat 16x16 Streaming Ready\r\n", about a second after a reset
//   host -> mat   'A'
//   mat -> host   256 bytes, column after column: 1 + ADC * 254 / 1023. 0 never occurs.
//
// No marker, counter, clock or checksum: an answer is what comes between two polls. One that is too
// short shows by its deadline, a 0 in it is damage; other damage cannot be seen. Counts are given
// without the 1 that an unloaded cell sends.
// Orientation: column 0 is taken as the left one and row 0 as the posterior one; a mat built
// otherwise needs its cables changed or a flip here. Distance of cells: 10 mm is a preset.

#include "acquisition/drivers/builtin.h"
#include "acquisition/framing/frame_format.h"
#include "acquisition/framing/polled_decoder.h"
#include "acquisition/framing/twins.h"

namespace solea::drivers {

namespace {

constexpr FrameFormat format = {
    .layout = {.rows = 16, .cols = 16, .cell = CellType::u8},
    .order = {.column_major = true},
    .zero_count = 1,
    .rate_hz = 20,  // 256 readings of 0.15 ms, while the line sends
    .banner = "Velostat 16x16 Streaming Ready\r\n",
};
constexpr PollFormat polls = {.poll = "A", .rate_hz = format.rate_hz};

}  // namespace

extern const DeviceDriver velostat_uno = {
    .id = "velostat_uno",
    .name = "Velostat 16x16 on an Arduino Uno",
    .transport = TransportKind::serial,
    .default_baud = 115200,
    .plate = {16, 16, 10, 10},
    .rate_hz = format.rate_hz,
    .max_count = 254,
    .virtual_kpa_per_count = 4,
    .wire = "256 bytes for each 'A' sent",
    .tested = "virtual only",
    .make_decoder = [] { return make_polled_decoder(make_frame_decoder(format), polls); },
    .make_twin =
        [](const TwinSettings&) {
          return make_polled_twin(
              [](const RawFrameView& frame, std::vector<std::byte>& out) {
                encode_frame(format, frame, out);
              },
              polls.poll, format.banner);
        },
    .check = FrameCheck::nothing,
};

}  // namespace solea::drivers
