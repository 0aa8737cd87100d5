// Nintendo Wii Balance Board (RVL-WBC-01) as the kernel's hid-wiimote driver gives it: an input
// device whose axes are the loads of four cells in 1/100 kg, from the board's own calibration.
// (Linux, drivers/hid/hid-wiimote-modules.c; wiibrew.org/wiki/Wii_Balance_Board)
//
//   ABS_HAT0X  front right     ABS_HAT1X  front left
//   ABS_HAT0Y  rear right      ABS_HAT1Y  rear left
//
// An input device tells changes only, when it has any. The transport therefore takes its state 100
// times a second; a frame is five struct input_event of 24 bytes (64-bit Linux): the four axes in
// the order above and a SYN_REPORT, all with the same time. What is not such a frame is skipped; no
// counter, no checksum.
//
// A plate of 2 x 2 cells, 433 mm between the cells to the sides and 238 mm fore and aft: each cell
// stands for its load cell, so that force and centre of pressure are right; pressures and areas of
// such a plate mean nothing.

#include "acquisition/drivers/wii_balance_board.h"

#include <array>
#include <cstring>
#include <limits>
#include <optional>

#include <linux/input.h>

#include "acquisition/drivers/builtin.h"
#include "acquisition/framing/buffered_decoder.h"
#include "acquisition/framing/twins.h"

namespace solea::drivers {

namespace {

constexpr double rate_hz = 100;
constexpr std::array<std::uint16_t, 4> axes = {ABS_HAT0X, ABS_HAT0Y, ABS_HAT1X, ABS_HAT1Y};
/// Where each axis is on the plate, row 0 at the back: right column first, front row first.
constexpr std::array<std::size_t, 4> cell_of_axis = {3, 1, 2, 0};
constexpr std::size_t events = axes.size() + 1;
constexpr std::size_t frame_bytes = events * sizeof(input_event);
constexpr std::int32_t most = 20000;  // 200 kg on one cell

constexpr PlateGeometry plate = {2, 2, 433, 238};
/// 1/100 kg on the area that a cell stands for.
const double kpa_per_count = 0.01 * 9.80665 / plate.cell_area_mm2() * 1000;

struct Frame {
  std::chrono::nanoseconds time{};
  std::array<std::uint16_t, 4> counts{};
};

std::optional<Frame> parse(std::span<const std::byte> bytes) {
  std::array<input_event, events> event{};
  std::memcpy(event.data(), bytes.data(), frame_bytes);
  Frame frame;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const input_event& e = event[i];
    if (e.type != EV_ABS || e.code != axes[i] || e.value < 0 || e.value > most) return std::nullopt;
    frame.counts[cell_of_axis[i]] = static_cast<std::uint16_t>(e.value);
  }
  const input_event& last = event.back();
  if (last.type != EV_SYN || last.code != SYN_REPORT || last.value != 0) return std::nullopt;
  for (const input_event& e : event) {
    if (e.input_event_sec != last.input_event_sec || e.input_event_usec != last.input_event_usec) {
      return std::nullopt;
    }
  }
  if (last.input_event_sec < 0 || last.input_event_sec > 1LL << 33 || last.input_event_usec < 0 ||
      last.input_event_usec >= 1000000) {
    return std::nullopt;
  }
  frame.time =
      std::chrono::seconds(last.input_event_sec) + std::chrono::microseconds(last.input_event_usec);
  return frame;
}

class Decoder final : public BufferedDecoder {
 private:
  bool take_one(std::chrono::nanoseconds arrival, FrameSink& out) override {
    if (bytes().size() < frame_bytes) return false;
    const std::optional<Frame> frame = parse(bytes());
    if (!frame) {
      skip(1);
      return true;
    }
    if (const std::uint64_t missing = frames_skipped(frame_bytes); missing > 0) {
      count_gap(missing);
      sequence_ += missing;
    }
    consume(frame_bytes);
    count_frame();
    set_in_step();
    out.accept({sequence_++, arrival, frame->time, frame->counts});
    return true;
  }

  std::uint64_t sequence_ = 0;
};

void encode(const RawFrameView& frame, std::vector<std::byte>& out) {
  const std::chrono::nanoseconds time = frame.device_time.value_or(std::chrono::nanoseconds{});
  std::array<input_event, events> event{};
  for (input_event& e : event) {
    e.input_event_sec = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    e.input_event_usec =
        std::chrono::duration_cast<std::chrono::microseconds>(time).count() % 1000000;
  }
  for (std::size_t i = 0; i < axes.size(); ++i) {
    event[i].type = EV_ABS;
    event[i].code = axes[i];
    event[i].value = frame.counts[cell_of_axis[i]];
  }
  event.back().type = EV_SYN;
  event.back().code = SYN_REPORT;
  const auto bytes = std::as_bytes(std::span(event));
  out.insert(out.end(), bytes.begin(), bytes.end());
}

}  // namespace

double wii_cell_kg(std::uint16_t raw, const WiiCellCalibration& calibration) {
  constexpr double step_kg = 17;
  const auto& points = calibration.raw;
  const bool upper = raw >= points[1];
  const double from = points[upper ? 1 : 0];
  const double to = points[upper ? 2 : 1];
  if (from == to) return std::numeric_limits<double>::quiet_NaN();
  return step_kg * ((upper ? 1 : 0) + (raw - from) / (to - from));
}

extern const DeviceDriver wii_balance_board = {
    .id = "wii_balance_board",
    .name = "Nintendo Wii Balance Board: four load cells, through Linux evdev",
    .transport = TransportKind::evdev,
    .plate = plate,
    .rate_hz = rate_hz,
    .max_count = most,
    .virtual_kpa_per_count = kpa_per_count,
    .wire = "states of an input device with the axes of a Balance Board",
    .tested = "virtual only",
    .make_decoder = [] { return std::unique_ptr<FrameDecoder>(std::make_unique<Decoder>()); },
    .make_twin = [](const TwinSettings&) { return make_free_running_twin(encode); },
    .check = FrameCheck::marker,
    .input_name = "Nintendo Wii Remote Balance Board",
};

}  // namespace solea::drivers
