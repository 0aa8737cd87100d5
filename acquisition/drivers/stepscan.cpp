// Stepscan walkway, raw output of its acquisition program (a Windows message pipe), forwarded
// message after message over TCP (github.com/AmirRezaHariri/Stepscan-Python-API). Little-endian.
//
//   offset size
//        0    2  magic            8    2  width, columns
//        2    2  length          10    2  height, rows
//        4    2  type            12    2  zip method, 0: raw     14  2  zip version
//        6    2  frame id        16   16  year month weekday day hour minute second ms, u16
//       32    8  reserved        40    2  flags                  42  2  length 2
//       44       width * height counts u16, row-major
//
// The values of magic, type and lengths are not published: a header is known by its date, its grid
// and, once one was seen, by the same magic, type and grid. No checksum. The frame id tells missing
// frames; it wraps after 65536 (11 minutes at 100 Hz). That none of a message's bytes were lost is
// proved by what follows its last one: the next message or, from the second message on, a
// millisecond of quiet, as a live display cannot wait for the next one. The stream tells rows and
// columns; the distance of the cells, 5 mm, is a preset.

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "acquisition/drivers/builtin.h"
#include "acquisition/framing/buffered_decoder.h"
#include "acquisition/framing/bytes.h"
#include "acquisition/framing/sequence_counter.h"
#include "acquisition/framing/twins.h"

namespace solea::drivers {

namespace {

using Bytes = std::span<const std::byte>;
using std::chrono::nanoseconds;

constexpr int preset_rows = 720;
constexpr int preset_cols = 240;
constexpr double rate_hz = 100;
constexpr std::size_t header_bytes = 44;
constexpr std::size_t confirmation_bytes = 6;  // magic, length and type, the same in every message
constexpr nanoseconds quiet = std::chrono::milliseconds(1);
constexpr unsigned most_cols = 4096;
constexpr std::size_t most_cells = 1U << 20U;

unsigned word(Bytes header, std::size_t index) {
  return read_le<std::uint16_t>(header.subspan(2 * index));
}

/// Its clock, from 1970 on; nothing when it is no date.
std::optional<nanoseconds> clock_of(Bytes header) {
  using namespace std::chrono;
  const unsigned year_number = word(header, 8);
  const year_month_day date{year(static_cast<int>(year_number)), month(word(header, 9)),
                            day(word(header, 11))};
  const bool good = year_number >= 2000 && year_number < 2200 && date.ok() &&
                    word(header, 10) <= 6 && word(header, 12) < 24 && word(header, 13) < 60 &&
                    word(header, 14) < 60 && word(header, 15) < 1000;
  if (!good) return std::nullopt;
  return sys_days(date).time_since_epoch() + hours(word(header, 12)) + minutes(word(header, 13)) +
         seconds(word(header, 14)) + milliseconds(word(header, 15));
}

class Decoder final : public BufferedDecoder {
 public:
  [[nodiscard]] Announcement announcement() const noexcept override {
    Announcement told;
    if (any_frame()) {
      told.rows = rows_;
      told.cols = cols_;
    }
    return told;
  }
  [[nodiscard]] std::optional<nanoseconds> next_word() const noexcept override {
    if (!whole_since_ || !ends_there_ || !in_step()) return std::nullopt;
    return *whole_since_ + quiet;
  }
  void restart() override {
    whole_since_.reset();
    BufferedDecoder::restart();
  }

 private:
  bool take_one(nanoseconds arrival, FrameSink& out) override {
    if (bytes().size() < header_bytes) return false;
    const std::optional<nanoseconds> clock = clock_of(bytes());
    if (!clock || !believable(bytes())) return skip_message();
    const std::size_t size = message_bytes();
    if (bytes().size() < size) return false;
    if (!whole_since_) whole_since_ = arrival;
    ends_there_ = bytes().size() == size;
    if (bytes().size() < size + confirmation_bytes) return false;
    if (!same_beginning(bytes().subspan(size))) return skip_message();  // cut: no message follows
    accept(*clock, out);
    return true;
  }
  void take_settled(nanoseconds now, FrameSink& out) override {
    const std::optional<nanoseconds> due = next_word();
    if (due && now >= *due) accept(*clock_of(bytes()), out);
  }

  /// Of the message in hand.
  [[nodiscard]] std::size_t message_bytes() const {
    return header_bytes + 2 * std::size_t{word(bytes(), 4)} * word(bytes(), 5);
  }
  bool skip_message() {
    whole_since_.reset();
    skip(next_candidate());
    return true;
  }

  /// A grid that can be, and once a frame was there: its grid, magic and type.
  [[nodiscard]] bool believable(Bytes header) const {
    if (any_frame()) return same_stream(header);
    const unsigned cols = word(header, 4);
    const unsigned rows = word(header, 5);
    return cols > 0 && rows > 0 && cols <= most_cols && std::size_t{cols} * rows <= most_cells &&
           word(header, 6) == 0;
  }
  [[nodiscard]] bool same_stream(Bytes header) const {
    return word(header, 0) == magic_ && word(header, 2) == type_ && word(header, 4) == cols_ &&
           word(header, 5) == rows_;
  }

  /// How many bytes at least no message begins with, 1 or more: the date's century and month are
  /// looked at first.
  [[nodiscard]] std::size_t next_candidate() const {
    const Bytes waiting = bytes();
    std::size_t at = 1;
    while (at + header_bytes <= waiting.size()) {
      const Bytes header = waiting.subspan(at);
      const unsigned month = word(header, 9);
      if (month >= 1 && month <= 12 && word(header, 8) >= 2000 && word(header, 8) < 2200) break;
      ++at;
    }
    return at;
  }

  /// Magic, length and type of the message in hand.
  [[nodiscard]] bool same_beginning(Bytes next) const {
    return std::equal(next.begin(), next.begin() + confirmation_bytes, bytes().begin());
  }

  void accept(nanoseconds clock, FrameSink& out) {
    const Bytes message = bytes().first(message_bytes());
    const nanoseconds arrival = *std::exchange(whole_since_, std::nullopt);
    consume(message.size());
    const auto step = counter_.advance(word(message, 3), arrival);
    if (step.repeated) {
      count_repeated();
      return;
    }
    if (step.missing > 0) count_gap(step.missing);
    if (!any_frame()) {
      magic_ = word(message, 0);
      type_ = word(message, 2);
      cols_ = word(message, 4);
      rows_ = word(message, 5);
      counts_.resize(std::size_t{cols_} * rows_);
      first_clock_ = clock;
    }
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      counts_[i] = read_le<std::uint16_t>(message.subspan(header_bytes + 2 * i));
    }
    count_frame();
    set_in_step();
    out.accept({counter_.sequence(), arrival, clock - first_clock_, counts_});
  }

  SequenceCounter counter_{16, rate_hz};
  std::optional<nanoseconds> whole_since_;  ///< the message in hand
  bool ends_there_ = false;                 ///< nothing has followed it yet
  unsigned magic_ = 0;
  unsigned type_ = 0;
  unsigned cols_ = 0;
  unsigned rows_ = 0;
  nanoseconds first_clock_{};
  std::vector<std::uint16_t> counts_;
};

/// With made-up magic, type and lengths, and a day in 2020 on which the mat's clock began.
void encode(const RawFrameView& frame, std::vector<std::byte>& out) {
  using namespace std::chrono;
  const sys_time<nanoseconds> time =
      sys_days(2020y / January / 1) + frame.device_time.value_or(nanoseconds{});
  const auto midnight = floor<days>(time);
  const year_month_day date(midnight);
  const hh_mm_ss clock(floor<milliseconds>(time - midnight));
  const auto put = [&](auto value) { write_le(static_cast<std::uint16_t>(value), out); };
  put(0x5353);
  put(header_bytes);
  put(1);
  put(frame.sequence & 0xffffU);
  put(preset_cols);
  put(preset_rows);
  put(0);
  put(0);
  put(static_cast<int>(date.year()));
  put(static_cast<unsigned>(date.month()));
  put(weekday(midnight).c_encoding());
  put(static_cast<unsigned>(date.day()));
  put(clock.hours().count());
  put(clock.minutes().count());
  put(clock.seconds().count());
  put(clock.subseconds().count());
  write_le<std::uint64_t>(0, out);
  put(0);
  put(0);
  for (const std::uint16_t count : frame.counts) write_le(count, out);
}

}  // namespace

extern const DeviceDriver stepscan = {
    .id = "stepscan",
    .name = "Stepscan walkway, raw messages over TCP",
    .transport = TransportKind::tcp,
    .plate = {preset_rows, preset_cols, 5, 5},
    .rate_hz = rate_hz,
    .max_count = 65535,
    .virtual_kpa_per_count = 0.02,
    .wire = "messages of the Stepscan DAQ program: 44 bytes of header, then u16 counts",
    .tested = "virtual only",
    .make_decoder = [] { return std::unique_ptr<FrameDecoder>(std::make_unique<Decoder>()); },
    .make_twin = [](const TwinSettings&) { return make_free_running_twin(encode); },
    .check = FrameCheck::marker,
    .counts_frames = true,
};

}  // namespace solea::drivers
