// Solea's own mat protocol, version 1; for firmware people: docs/protocol.md. Little-endian.
//
//   offset size
//        0    4  magic "SOLE"
//        4    1  version, 1
//        5    1  bytes a sample, 1 or 2
//        6    2  header length, 36; later versions may add fields at its end
//        8    4  sequence, +1 a frame, wraps
//       12    8  device time, microseconds
//       20    2  rows
//       22    2  columns
//       24    4  pitch along x, micrometres
//       28    4  pitch along y, micrometres
//       32    4  kPa per count, IEEE 754 float; 0: not known
//       36       samples, row-major, row 0 at the posterior edge
//      end    4  CRC-32 (IEEE 802.3) of everything before it
//
//   host -> mat  "start\n", "stop\n"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string>

#include "acquisition/drivers/builtin.h"
#include "acquisition/stream_parts.h"

namespace solea::drivers {

namespace {

constexpr int rows = 64;
constexpr int cols = 64;
constexpr std::size_t cells = static_cast<std::size_t>(rows) * cols;
constexpr double pitch_mm = 5;
constexpr double rate_hz = 100;
constexpr double kpa_per_count = 0.25;
constexpr std::array magic = {std::byte{'S'}, std::byte{'O'}, std::byte{'L'}, std::byte{'E'}};
constexpr unsigned version = 1;
constexpr std::size_t header_bytes = 36;
constexpr std::size_t longest_header_bytes = 256;
constexpr std::size_t crc_bytes = 4;

std::uint32_t crc_of(std::span<const std::byte> bytes) {
  return static_cast<std::uint32_t>(
      crc32_z(crc32_z(0, nullptr, 0), reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

/// What a header says, once it has been found believable.
struct Header {
  std::size_t sample_bytes = 0;
  std::size_t length = 0;
  std::uint32_t sequence = 0;
  std::uint64_t device_time_us = 0;
  std::uint32_t pitch_x_um = 0;
  std::uint32_t pitch_y_um = 0;
  float kpa_per_count = 0;
  [[nodiscard]] std::size_t packet_bytes() const {
    return length + cells * sample_bytes + crc_bytes;
  }
};

/// Nothing when no packet of this mat can begin like that.
std::optional<Header> parse_header(std::span<const std::byte> bytes) {
  Header h;
  h.sample_bytes = std::to_integer<std::size_t>(bytes[5]);
  h.length = read_le<std::uint16_t>(bytes.subspan(6));
  h.sequence = read_le<std::uint32_t>(bytes.subspan(8));
  h.device_time_us = read_le<std::uint64_t>(bytes.subspan(12));
  h.pitch_x_um = read_le<std::uint32_t>(bytes.subspan(24));
  h.pitch_y_um = read_le<std::uint32_t>(bytes.subspan(28));
  h.kpa_per_count = std::bit_cast<float>(read_le<std::uint32_t>(bytes.subspan(32)));
  const bool believable = std::to_integer<unsigned>(bytes[4]) == version &&
                          (h.sample_bytes == 1 || h.sample_bytes == 2) &&
                          h.length >= header_bytes && h.length <= longest_header_bytes &&
                          read_le<std::uint16_t>(bytes.subspan(20)) == rows &&
                          read_le<std::uint16_t>(bytes.subspan(22)) == cols;
  return believable ? std::optional(h) : std::nullopt;
}

class Decoder final : public BufferedDecoder {
 public:
  [[nodiscard]] Announcement announcement() const noexcept override { return announcement_; }

 private:
  /// Takes one packet, or skips to where the next may begin.
  bool take_one(std::chrono::nanoseconds arrival, FrameSink& out) override {
    const auto waiting = bytes();
    const auto start = std::search(waiting.begin(), waiting.end(), magic.begin(), magic.end());
    if (start == waiting.end()) {
      skip(waiting.size() - std::min(waiting.size(), magic.size() - 1));  // a magic may be cut
      return false;
    }
    if (start != waiting.begin()) {
      skip(static_cast<std::size_t>(start - waiting.begin()));
      return true;
    }
    if (waiting.size() < header_bytes) return false;
    const auto header = parse_header(waiting);
    if (!header) {
      skip(1);
      return true;
    }
    if (waiting.size() < header->packet_bytes()) return false;
    const auto body = waiting.first(header->packet_bytes() - crc_bytes);
    if (crc_of(body) != read_le<std::uint32_t>(waiting.subspan(body.size()))) {
      count_bad_checksum();
      skip(1);  // a whole packet may begin inside this one
      return true;
    }
    accept(*header, body.subspan(header->length), arrival, out);
    consume(header->packet_bytes());
    return true;
  }

  void accept(const Header& header, std::span<const std::byte> samples,
              std::chrono::nanoseconds arrival, FrameSink& out) {
    if (!advance(header.sequence, arrival)) {
      count_repeated();
      return;
    }
    for (std::size_t i = 0; i < cells; ++i) {
      counts_[i] = header.sample_bytes == 2 ? read_le<std::uint16_t>(samples.subspan(2 * i))
                                            : std::to_integer<std::uint16_t>(samples[i]);
    }
    if (header.pitch_x_um > 0) announcement_.pitch_x_mm = header.pitch_x_um * 1e-3;
    if (header.pitch_y_um > 0) announcement_.pitch_y_mm = header.pitch_y_um * 1e-3;
    if (std::isfinite(header.kpa_per_count) && header.kpa_per_count > 0) {
      announcement_.kpa_per_count = header.kpa_per_count;
    }
    count_frame();
    out.accept({sequence_, arrival,
                std::chrono::microseconds(static_cast<std::int64_t>(header.device_time_us)),
                counts_});
  }

  /// Unwraps the counter and counts gaps. False for a frame that came before.
  bool advance(std::uint32_t counter, std::chrono::nanoseconds arrival) {
    if (!any_frame()) {
      sequence_ = counter;
    } else {
      const auto step = static_cast<std::int32_t>(counter - last_counter_);
      if (step == 0) return false;
      if (step > 0) {
        sequence_ += static_cast<std::uint64_t>(step);
        if (step > 1) count_gap(static_cast<std::uint64_t>(step) - 1);
      } else {
        // The mat began anew. How long it was away only the host's clock knows.
        const std::chrono::duration<double> away = arrival - last_arrival_;
        const auto steps = std::max<std::int64_t>(2, std::llround(away.count() * rate_hz));
        sequence_ += static_cast<std::uint64_t>(steps);
        count_gap(static_cast<std::uint64_t>(steps) - 1);
      }
    }
    last_counter_ = counter;
    last_arrival_ = arrival;
    return true;
  }

  Announcement announcement_;
  std::array<std::uint16_t, cells> counts_{};
  std::uint64_t sequence_ = 0;
  std::uint32_t last_counter_ = 0;
  std::chrono::nanoseconds last_arrival_{};
};

class Twin final : public DeviceTwin {
 public:
  explicit Twin(const TwinSettings& settings) : settings_(settings) {}

  void receive(std::span<const std::byte> bytes, std::vector<std::byte>&) override {
    lines_.receive(bytes, [&](const std::string& line) {
      if (line == "start") streaming_ = true;
      if (line == "stop") streaming_ = false;
    });
  }
  [[nodiscard]] bool wants_frame() const noexcept override { return streaming_; }
  void encode(const RawFrameView& frame, std::vector<std::byte>& out) override {
    const std::size_t start = out.size();
    out.insert(out.end(), magic.begin(), magic.end());
    out.push_back(std::byte{version});
    out.push_back(std::byte{2});
    write_le<std::uint16_t>(header_bytes, out);
    write_le(static_cast<std::uint32_t>(frame.sequence), out);
    const auto clock = std::chrono::duration_cast<std::chrono::microseconds>(
        frame.device_time.value_or(std::chrono::nanoseconds{}));
    write_le(static_cast<std::uint64_t>(clock.count()), out);
    write_le<std::uint16_t>(rows, out);
    write_le<std::uint16_t>(cols, out);
    write_le(static_cast<std::uint32_t>(std::lround(settings_.plate.pitch_x_mm * 1000)), out);
    write_le(static_cast<std::uint32_t>(std::lround(settings_.plate.pitch_y_mm * 1000)), out);
    write_le(std::bit_cast<std::uint32_t>(static_cast<float>(settings_.kpa_per_count)), out);
    for (const std::uint16_t count : frame.counts) write_le(count, out);
    write_le(crc_of(std::span(out).subspan(start)), out);
  }

 private:
  TwinSettings settings_;
  CommandLines lines_;
  bool streaming_ = false;
};

}  // namespace

extern const DeviceDriver solea_mat = {
    "solea_mat",
    "Solea mat protocol 64x64",
    TransportKind::serial,
    921600,
    {rows, cols, pitch_mm, pitch_mm},
    rate_hz,
    4095,
    kpa_per_count,
    "packets of the Solea mat protocol, version 1, with a 64x64 grid",
    "virtual only",
    {},
    "start\n",
    "stop\n",
    [] { return std::unique_ptr<FrameDecoder>(std::make_unique<Decoder>()); },
    [](const TwinSettings& settings) {
      return std::unique_ptr<DeviceTwin>(std::make_unique<Twin>(settings));
    },
    true,
};

}  // namespace solea::drivers
