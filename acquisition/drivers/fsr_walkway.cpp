// Walkway of 18 x 23 force-sensing resistors on an Arduino, after the Sensitronics tutorial "FSR
// matrix array". 115200 baud 8N1, sends by itself, about 3 frames a second.
//
//   mat -> host   18 lines of 23 integers 0..1023, each written into 5 characters from the right,
//                 LF; an empty line after the last one: 2089 bytes a frame
//
// No counter, clock or checksum; every line has 115 characters, so lost ones show, a changed digit
// does not.
// Orientation: the first line is taken as the posterior edge, its first number as the left one.
// Distance of cells: a sensor of 6.35 mm is told, how far apart they lie is not; 6.35 is a preset.

#include "acquisition/drivers/builtin.h"
#include "acquisition/framing/text_rows.h"
#include "acquisition/framing/twins.h"

namespace solea::drivers {

namespace {

constexpr TextFormat format = {.rows = 18, .cols = 23, .cell_chars = 5, .max_count = 1023};

}  // namespace

extern const DeviceDriver fsr_walkway = {
    .id = "fsr_walkway",
    .name = "FSR walkway 18x23, text",
    .transport = TransportKind::serial,
    .default_baud = 115200,
    .plate = {format.rows, format.cols, 6.35, 6.35},
    .rate_hz = 3,
    .max_count = format.max_count,
    .virtual_kpa_per_count = 1,
    .wire = "18 lines of 23 integers and an empty line",
    .tested = "virtual only",
    .make_decoder = [] { return make_text_decoder(format); },
    .make_twin =
        [](const TwinSettings&) {
          return make_free_running_twin([](const RawFrameView& frame, std::vector<std::byte>& out) {
            encode_text(format, frame, out);
          });
        },
    .check = FrameCheck::marker,
    .safe_to_probe = true,
};

}  // namespace solea::drivers
