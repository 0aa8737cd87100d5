// Sensel Morph: the driver; its wire is described in sensel_morph.h.
//
// Open are the registers and the contacts, up to 16 places of touch that the mat finds itself. The
// pressure image is CLOSED: it comes compressed for a library that the vendor never published, and
// this driver neither asks for it nor guesses at it. A frame here holds the total force of each
// contact in the one cell under its centre and 0 elsewhere: force and centre of pressure of the
// whole are right, pressures, areas and footprints are not measured. Counts are the mat's force
// units, a gram divided by 2 to the power of register A1.
//
// The conversation: the mat is asked whether it is one, then for its grid, size and units; contacts
// only are switched on, and frames that come by themselves. The checksum tells damage in 255 of 256
// cases, with lengths that must fit each other; the counter tells missing frames and wraps at 256.

#include "acquisition/drivers/sensel_morph.h"

#include <algorithm>
#include <array>
#include <optional>

#include "acquisition/drivers/builtin.h"
#include "acquisition/framing/buffered_decoder.h"
#include "acquisition/framing/bytes.h"
#include "acquisition/framing/checksums.h"
#include "acquisition/framing/sequence_counter.h"

namespace solea::drivers {

namespace morph {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr double rate_hz = 125;

/// What is said in which order; `value` is what is written.
struct Request {
  unsigned reg = 0;
  unsigned size = 0;
  std::optional<unsigned> value;
};
constexpr std::array<Request, 9> conversation = {{
    {reg::magic, 6, {}},
    {reg::cols, 2, {}},
    {reg::rows, 2, {}},
    {reg::width_um, 4, {}},
    {reg::height_um, 4, {}},
    {reg::shift_dims, 1, {}},
    {reg::shift_force, 1, {}},
    {reg::content, 1, content_contacts},
    {reg::scan_enabled, 1, scan_by_itself},
}};

void ask(const Request& request, std::vector<std::byte>& out) {
  if (request.value) {
    put({board, request.reg, 1, *request.value, *request.value}, out);
  } else {
    put({board | read_bit, request.reg, request.size}, out);
  }
}

std::size_t contact_bytes(unsigned mask) {
  return 10U + ((mask & 1U) != 0 ? 6U : 0U) + ((mask & 2U) != 0 ? 8U : 0U) +
         ((mask & 4U) != 0 ? 8U : 0U) + ((mask & 8U) != 0 ? 6U : 0U);
}

class Decoder final : public BufferedDecoder {
 public:
  Decoder() : counts_(preset.cells()) {}

  [[nodiscard]] Announcement announcement() const noexcept override { return told_; }

  void speak(nanoseconds now, std::vector<std::byte>& out) override {
    constexpr nanoseconds patience = milliseconds(500);
    if (step_ == conversation.size()) return;
    if (asked_ && now < *asked_ + patience) return;
    if (asked_) count_late_answer();
    ask(conversation[step_], out);
    asked_ = now;
    deadline_ = now + patience;
  }
  [[nodiscard]] std::optional<nanoseconds> next_word() const noexcept override {
    if (step_ == conversation.size()) return std::nullopt;
    return asked_ ? deadline_ : nanoseconds{};
  }
  void restart() override {
    BufferedDecoder::restart();
    step_ = 0;
    asked_.reset();
  }

 private:
  /// What the front of the stream is.
  enum class Front : std::uint8_t { taken, waits, nothing };

  bool take_one(nanoseconds arrival, FrameSink& out) override {
    if (bytes().empty()) return false;
    switch (take_front(arrival, out)) {
      case Front::taken:
        return true;
      case Front::waits:
        return false;
      case Front::nothing:
        break;
    }
    skip(1);
    return true;
  }

  Front take_front(nanoseconds arrival, FrameSink& out) {
    switch (at(bytes(), 0)) {
      case frame_asked:
      case frame_unasked:
        return take_frame(arrival, out);
      case read_done:
        return take_register();
      case write_done:
      case read_refused:
      case write_refused:
        return take_word();
      default:
        return Front::nothing;
    }
  }

  /// The request that is being answered; null when none is.
  [[nodiscard]] const Request* pending() const {
    return asked_ && step_ < conversation.size() ? &conversation[step_] : nullptr;
  }
  void next_request() {
    ++step_;
    asked_.reset();
  }

  /// The end of a write, or a refusal: the mat goes on with what it has.
  Front take_word() {
    const Request* request = pending();
    if (request == nullptr) return Front::nothing;
    if (bytes().size() < 2) return Front::waits;
    const bool write = at(bytes(), 0) != read_refused;
    if (at(bytes(), 1) != request->reg || write != request->value.has_value()) {
      return Front::nothing;
    }
    consume(2);
    if (request->reg == reg::magic) {
      asked_.reset();  // no Morph; asked again
    } else {
      next_request();
    }
    return Front::taken;
  }

  Front take_register() {
    const Request* request = pending();
    if (request == nullptr || request->value) return Front::nothing;
    if (bytes().size() < 4) return Front::waits;
    if (at(bytes(), 1) != request->reg ||
        read_le<std::uint16_t>(bytes().subspan(2)) != request->size) {
      return Front::nothing;
    }
    if (bytes().size() < 5 + request->size) return Front::waits;
    const Bytes data = bytes().subspan(4, request->size);
    if (sum8(data) != at(bytes(), 4 + request->size)) {
      count_bad_checksum();
      return Front::nothing;
    }
    if (request->reg == reg::magic && !starts_with(data, magic_text)) return Front::nothing;
    learn(request->reg, data);
    consume(5 + request->size);
    next_request();
    return Front::taken;
  }

  void learn(unsigned which, Bytes data) {
    std::uint32_t value = 0;
    for (std::size_t i = std::min<std::size_t>(data.size(), 4); i-- > 0;) {
      value = (value << 8U) | at(data, i);
    }
    constexpr std::uint32_t most = 1024;  // rows, columns
    if (which == reg::cols && value > 0 && value <= most) plate_.cols = static_cast<int>(value);
    if (which == reg::rows && value > 0 && value <= most) plate_.rows = static_cast<int>(value);
    if (which == reg::width_um && value > 0) plate_.pitch_x_mm = value * 1e-3 / plate_.cols;
    if (which == reg::height_um && value > 0) plate_.pitch_y_mm = value * 1e-3 / plate_.rows;
    if (which == reg::shift_dims && value <= 16) dims_shift_ = value;
    if (which == reg::shift_force && value <= 16) {
      told_.rows = static_cast<std::size_t>(plate_.rows);
      told_.cols = static_cast<std::size_t>(plate_.cols);
      told_.pitch_x_mm = plate_.pitch_x_mm;
      told_.pitch_y_mm = plate_.pitch_y_mm;
      told_.kpa_per_count = kpa_of_unit(plate_, value);
      counts_.assign(plate_.cells(), 0);
    }
  }

  Front take_frame(nanoseconds arrival, FrameSink& out) {
    constexpr std::size_t before = 5;  // type, register, header, size
    constexpr std::size_t fixed = 8;   // content to number of contacts
    const Bytes waiting = bytes();
    if (waiting.size() > 1 && at(waiting, 1) != reg::read_frame) return Front::nothing;
    if (waiting.size() < before + fixed) return Front::waits;
    const std::size_t size = read_le<std::uint16_t>(waiting.subspan(3));
    const unsigned content = at(waiting, before);
    const unsigned mask = at(waiting, before + 6);
    const std::size_t contacts = at(waiting, before + 7);
    const std::size_t expected =
        fixed + contacts * contact_bytes(mask) + ((content & content_acceleration) != 0 ? 6U : 0U);
    if ((content & ~content_acceleration) != content_contacts || mask > 15 ||
        contacts > most_contacts || size != expected) {
      return Front::nothing;
    }
    if (waiting.size() < before + size + 1) return Front::waits;
    const Bytes payload = waiting.subspan(before, size);
    if (sum8(payload) != at(waiting, before + size)) {
      count_bad_checksum();
      return Front::nothing;
    }
    const auto step = counter_.advance(at(payload, 1), arrival);
    if (step.repeated) {
      count_repeated();
    } else {
      if (step.missing > 0) count_gap(step.missing);
      place(payload.subspan(fixed), contacts, contact_bytes(mask));
      count_frame();
      set_in_step();
      out.accept({counter_.sequence(), arrival, std::nullopt, counts_});
    }
    consume(before + size + 1);
    return Front::taken;
  }

  /// Each contact's force into the cell under its centre.
  void place(Bytes contacts, std::size_t number, std::size_t stride) {
    std::fill(counts_.begin(), counts_.end(), std::uint16_t{0});
    const auto cell = [&](unsigned position, double pitch_mm, int last) {
      const double mm = position / static_cast<double>(1U << dims_shift_);
      return std::min(static_cast<int>(mm / pitch_mm), last);
    };
    for (std::size_t i = 0; i < number; ++i) {
      const Bytes contact = contacts.subspan(i * stride);
      const int col =
          cell(read_le<std::uint16_t>(contact.subspan(2)), plate_.pitch_x_mm, plate_.cols - 1);
      const int row =
          cell(read_le<std::uint16_t>(contact.subspan(4)), plate_.pitch_y_mm, plate_.rows - 1);
      std::uint16_t& count = counts_[static_cast<std::size_t>(row * plate_.cols + col)];
      const unsigned force = read_le<std::uint16_t>(contact.subspan(6));
      count = static_cast<std::uint16_t>(std::min(count + force, 65535U));
    }
  }

  PlateGeometry plate_ = preset;
  unsigned dims_shift_ = dims_shift;
  Announcement told_;
  SequenceCounter counter_{8, rate_hz};
  std::vector<std::uint16_t> counts_;
  std::size_t step_ = 0;  ///< of the conversation
  std::optional<nanoseconds> asked_;
  nanoseconds deadline_{};
};

constexpr std::array<UsbId, 1> usb = {{{0x2c2f, 0x0003}}};

}  // namespace

}  // namespace morph

extern const DeviceDriver sensel_morph = {
    .id = "sensel_morph",
    .name = "Sensel Morph: contacts only, each as one loaded cell (its pressure image is closed)",
    .transport = TransportKind::serial,
    .default_baud = 115200,
    .plate = morph::preset,
    .rate_hz = morph::rate_hz,
    .max_count = 65535,
    .virtual_kpa_per_count = morph::kpa_of_unit(morph::preset, morph::force_shift),
    .wire = "register answers and frames of contacts; the pressure image is closed and not read",
    .tested = "virtual only",
    .usb = morph::usb,
    .stop_command = {"\x01\x25\x01\x00\x00", 5},
    .make_decoder =
        [] { return std::unique_ptr<FrameDecoder>(std::make_unique<morph::Decoder>()); },
    .make_twin = morph::make_twin,
    .check = FrameCheck::checksum,
    .counts_frames = true,
    .most_loaded_cells = morph::most_contacts,
    .safe_to_probe = true,
    .probe_question = {"\x81\x00\x06", 3},
    .probe_answer = "S3NS31",
};

}  // namespace solea::drivers
