// The virtual Sensel Morph: finds contacts in a frame and tells of them, see sensel_morph.h.
#include "acquisition/drivers/sensel_morph.h"

#include <algorithm>
#include <cmath>

#include "acquisition/framing/bytes.h"
#include "acquisition/framing/checksums.h"

namespace solea::drivers::morph {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

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

}  // namespace

std::unique_ptr<DeviceTwin> make_twin(const TwinSettings& settings) {
  return std::make_unique<Twin>(settings);
}

}  // namespace solea::drivers::morph
