// Kitronyx Snowboard with the sketch "snowforce", 10 x 16 cells (github.com/kitronyx/snowboard).
// 115200 baud 8N1, an Arduino: opening the port may reset it.
//
//   host -> mat   any one byte
//   mat -> host   160 integers 0..255 with commas between them, CR LF: one frame
//
// No counter, clock or checksum: a lost digit that leaves 160 numbers cannot be seen.
// Orientation: the line is taken as 10 rows of 16, the first row at the posterior edge, the first
// number left. Distance of cells: 10 mm is a preset.

#include "acquisition/drivers/builtin.h"
#include "acquisition/framing/polled_decoder.h"
#include "acquisition/framing/text_rows.h"
#include "acquisition/framing/twins.h"

namespace solea::drivers {

namespace {

constexpr TextFormat format = {
    .rows = 10,
    .cols = 16,
    .frame_a_line = true,
    .separator = ',',
    .max_count = 255,
    .line_end = "\r\n",
};
constexpr PollFormat polls = {
    .poll = "?",
    .rate_hz = 12,  // a line of 640 characters takes 56 ms, reading the cells the rest
};

}  // namespace

extern const DeviceDriver snowboard = {
    .id = "snowboard",
    .name = "Kitronyx Snowboard 10x16",
    .transport = TransportKind::serial,
    .default_baud = 115200,
    .plate = {format.rows, format.cols, 10, 10},
    .rate_hz = polls.rate_hz,
    .max_count = format.max_count,
    .virtual_kpa_per_count = 4,
    .wire = "lines of 160 integers, one for each byte sent",
    .tested = "virtual only",
    .make_decoder = [] { return make_polled_decoder(make_text_decoder(format), polls); },
    .make_twin =
        [](const TwinSettings&) {
          return make_polled_twin(
              [](const RawFrameView& frame, std::vector<std::byte>& out) {
                encode_text(format, frame, out);
              },
              "");
        },
    .check = FrameCheck::numbers,
};

}  // namespace solea::drivers
