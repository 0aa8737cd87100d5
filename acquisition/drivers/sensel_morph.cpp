// Sensel Morph, registers over USB CDC (github.com/sensel/sensel-api, MIT). Little-endian.
//
//   read   host  81 REG SIZE                   mat  01 REG SIZE:u16 DATA SUM
//   write  host  01 REG SIZE DATA SUM          mat  05 REG
//   refused                                    mat  02 REG (read), 06 REG (write)
//   frame                                      mat  03 (asked for) or 09 (by itself)
//                                                   26 00 SIZE:u16 PAYLOAD SUM
//   payload  content u8 (1 pressure, 2 labels, 4 contacts, 8 acceleration), counter u8,
//            time u32, then contacts: mask u8, number u8, and for each
//            id u8, type u8, x u16, y u16, force u16, area u16, and by the bits of the mask
//            1 ellipse (6 bytes), 2 changes (8), 4 box (8), 8 peak (6); then acceleration (6)
//   SUM      sum of the data, modulo 256
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

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "acquisition/drivers/builtin.h"
#include "acquisition/framing/buffered_decoder.h"
#include "acquisition/framing/bytes.h"
#include "acquisition/framing/checksums.h"
#include "acquisition/framing/sequence_counter.h"

namespace solea::drivers {

namespace {

using Bytes = std::span<const std::byte>;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr double rate_hz = 125;
constexpr unsigned rows = 105;
constexpr unsigned cols = 185;
constexpr std::uint32_t width_um = 230000;
constexpr std::uint32_t height_um = 130000;
constexpr unsigned dims_shift = 8;
constexpr unsigned force_shift = 3;
constexpr std::size_t most_contacts = 16;
constexpr double n_per_gram = 9.80665e-3;
constexpr PlateGeometry preset = {rows, cols, width_um * 1e-3 / cols, height_um * 1e-3 / rows};

/// kPa of one force unit on one cell.
constexpr double kpa_of_unit(const PlateGeometry& plate, unsigned shift) {
  return n_per_gram / static_cast<double>(1U << shift) / plate.cell_area_mm2() * 1000;
}

namespace reg {
constexpr unsigned magic = 0x00;
constexpr unsigned cols = 0x10;
constexpr unsigned rows = 0x12;
constexpr unsigned width_um = 0x14;
constexpr unsigned height_um = 0x18;
constexpr unsigned content = 0x24;
constexpr unsigned scan_enabled = 0x25;
constexpr unsigned read_frame = 0x26;
constexpr unsigned shift_dims = 0xa0;
constexpr unsigned shift_force = 0xa1;
}  // namespace reg

/// First byte of what the mat sends.
enum Packet : std::uint8_t {
  read_done = 0x01,
  read_refused = 0x02,
  frame_asked = 0x03,
  write_done = 0x05,
  write_refused = 0x06,
  frame_unasked = 0x09,
};

constexpr unsigned board = 0x01;
constexpr unsigned read_bit = 0x80;
constexpr unsigned content_contacts = 4;
constexpr unsigned content_acceleration = 8;
constexpr unsigned scan_off = 0;
constexpr unsigned scan_asked = 1;
constexpr unsigned scan_by_itself = 2;
constexpr std::string_view magic_text = "S3NS31";

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

void put(std::initializer_list<unsigned> values, std::vector<std::byte>& out) {
  for (const unsigned v : values) out.push_back(static_cast<std::byte>(v));
}

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

unsigned at(Bytes bytes, std::size_t index) {
  return std::to_integer<unsigned>(bytes[index]);
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

/// A place of touch, as the virtual Morph finds it.
struct Contact {
  double x_mm = 0;
  double y_mm = 0;
  double units = 0;  ///< force
  std::size_t area_cells = 0;
};

/// Cells that touch each other and carry a gram or more make a contact at their centre of force;
/// where no more cells are loaded than there can be contacts, each cell is one.
std::vector<Contact> find_contacts(const PlateGeometry& plate,
                                   std::span<const std::uint16_t> counts) {
  std::vector<std::size_t> loaded;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) loaded.push_back(i);
  }
  const auto centre = [&](std::size_t i) {
    return plate.cell_centre(static_cast<std::uint32_t>(i));
  };
  std::vector<Contact> contacts;
  if (loaded.size() <= most_contacts) {
    for (const std::size_t i : loaded) {
      contacts.push_back({centre(i).x, centre(i).y, static_cast<double>(counts[i]), 1});
    }
    return contacts;
  }
  constexpr std::uint16_t least = 1U << force_shift;
  const int columns = plate.cols;
  std::vector<char> seen(counts.size(), 0);
  for (const std::size_t first : loaded) {
    if (seen[first] != 0 || counts[first] < least) continue;
    Contact contact;
    std::vector<std::size_t> front = {first};
    seen[first] = 1;
    while (!front.empty()) {
      const std::size_t i = front.back();
      front.pop_back();
      contact.units += counts[i];
      contact.x_mm += counts[i] * centre(i).x;
      contact.y_mm += counts[i] * centre(i).y;
      ++contact.area_cells;
      const int row = static_cast<int>(i) / columns;
      const int col = static_cast<int>(i) % columns;
      for (const auto& [r, c] : {std::pair{row - 1, col}, std::pair{row + 1, col},
                                 std::pair{row, col - 1}, std::pair{row, col + 1}}) {
        if (r < 0 || c < 0 || r >= plate.rows || c >= columns) continue;
        const auto next = static_cast<std::size_t>(r * columns + c);
        if (seen[next] != 0 || counts[next] < least) continue;
        seen[next] = 1;
        front.push_back(next);
      }
    }
    contact.x_mm /= contact.units;
    contact.y_mm /= contact.units;
    contacts.push_back(contact);
  }
  std::stable_sort(contacts.begin(), contacts.end(),
                   [](const Contact& a, const Contact& b) { return a.units > b.units; });
  contacts.resize(std::min(contacts.size(), most_contacts));
  return contacts;
}

class Twin final : public DeviceTwin {
 public:
  explicit Twin(const TwinSettings& settings)
      : plate_(settings.plate),
        units_per_count_(settings.kpa_per_count / kpa_of_unit(settings.plate, force_shift)) {}

  void receive(Bytes bytes, std::vector<std::byte>& reply) override {
    append(bytes, heard_);
    while (!heard_.empty()) {
      const std::size_t size = heard_.size() < 3 ? 0 : at(heard_, 2);
      const bool write = at(heard_, 0) == board;
      if (at(heard_, 0) != board && at(heard_, 0) != (board | read_bit)) {
        heard_.erase(heard_.begin());
        continue;
      }
      const std::size_t whole = write ? 4 + size : 3;
      if (heard_.size() < 3 || heard_.size() < whole) return;
      if (write) {
        obey(at(heard_, 1), Bytes(heard_).subspan(3, size), reply);
      } else {
        answer(at(heard_, 1), size, reply);
      }
      heard_.erase(heard_.begin(), heard_.begin() + static_cast<std::ptrdiff_t>(whole));
    }
  }
  [[nodiscard]] bool wants_frame() const noexcept override {
    return scan_ == scan_by_itself || (scan_ == scan_asked && asked_);
  }
  void encode(const RawFrameView& frame, std::vector<std::byte>& out) override {
    const unsigned type = asked_ ? frame_asked : frame_unasked;
    asked_ = false;
    std::vector<std::byte> payload;
    const auto contacts = find_contacts(plate_, frame.counts);
    put({content_contacts, static_cast<unsigned>(frame.sequence & 0xffU)}, payload);
    const auto time =
        std::chrono::duration_cast<milliseconds>(frame.device_time.value_or(nanoseconds{}));
    write_le(static_cast<std::uint32_t>(time.count()), payload);
    put({0, static_cast<unsigned>(contacts.size())}, payload);
    const auto word = [&](double value) {
      write_le(static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0, 65535.0))), payload);
    };
    unsigned id = 0;
    for (const Contact& contact : contacts) {
      put({id++, 2}, payload);
      word(contact.x_mm * (1U << dims_shift));
      word(contact.y_mm * (1U << dims_shift));
      word(contact.units * units_per_count_);
      word(static_cast<double>(contact.area_cells));
    }
    put({type, reg::read_frame, 0}, out);
    write_le(static_cast<std::uint16_t>(payload.size()), out);
    append(payload, out);
    put({sum8(payload)}, out);
  }

 private:
  void obey(unsigned which, Bytes data, std::vector<std::byte>& reply) {
    if (which == reg::scan_enabled && data.size() == 1) scan_ = at(data, 0);
    put({write_done, which}, reply);
  }
  void answer(unsigned which, std::size_t size, std::vector<std::byte>& reply) {
    if (which == reg::read_frame) {
      asked_ = true;
      return;
    }
    const std::vector<std::byte> data = content_of(which);
    if (data.empty() || data.size() != size) {
      put({read_refused, which}, reply);
      return;
    }
    put({read_done, which}, reply);
    write_le(static_cast<std::uint16_t>(size), reply);
    append(data, reply);
    put({sum8(data)}, reply);
  }
  [[nodiscard]] std::vector<std::byte> content_of(unsigned which) const {
    std::vector<std::byte> data;
    const auto um = [](double mm) { return static_cast<std::uint32_t>(std::lround(mm * 1000)); };
    if (which == reg::magic) append(as_bytes(magic_text), data);
    if (which == reg::cols) write_le(static_cast<std::uint16_t>(plate_.cols), data);
    if (which == reg::rows) write_le(static_cast<std::uint16_t>(plate_.rows), data);
    if (which == reg::width_um) write_le(um(plate_.width_mm()), data);
    if (which == reg::height_um) write_le(um(plate_.length_mm()), data);
    if (which == reg::shift_dims) put({dims_shift}, data);
    if (which == reg::shift_force) put({force_shift}, data);
    return data;
  }

  PlateGeometry plate_;
  double units_per_count_;
  std::vector<std::byte> heard_;
  unsigned scan_ = scan_off;
  bool asked_ = false;
};

constexpr std::array<UsbId, 1> usb = {{{0x2c2f, 0x0003}}};

}  // namespace

extern const DeviceDriver sensel_morph = {
    .id = "sensel_morph",
    .name = "Sensel Morph: contacts only, each as one loaded cell (its pressure image is closed)",
    .transport = TransportKind::serial,
    .default_baud = 115200,
    .plate = preset,
    .rate_hz = rate_hz,
    .max_count = 65535,
    .virtual_kpa_per_count = kpa_of_unit(preset, force_shift),
    .wire = "register answers and frames of contacts; the pressure image is closed and not read",
    .tested = "virtual only",
    .usb = usb,
    .stop_command = {"\x01\x25\x01\x00\x00", 5},
    .make_decoder = [] { return std::unique_ptr<FrameDecoder>(std::make_unique<Decoder>()); },
    .make_twin =
        [](const TwinSettings& settings) {
          return std::unique_ptr<DeviceTwin>(std::make_unique<Twin>(settings));
        },
    .check = FrameCheck::checksum,
    .counts_frames = true,
    .most_loaded_cells = most_contacts,
    .safe_to_probe = true,
    .probe_question = {"\x81\x00\x06", 3},
    .probe_answer = "S3NS31",
};

}  // namespace solea::drivers
