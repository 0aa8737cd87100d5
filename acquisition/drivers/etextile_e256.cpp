// eTextile E256, 16 x 16 piezoresistive textile on a Teensy, OSC messages in SLIP packets
// (github.com/eTextile/Matrix, Firmware/main/transmit_osc.cpp).
//
//   host -> mat   "/r"   the frame as measured       mat -> host  "/r" ,b  blob of 256 u8,
//   row-major
//                 "/i"   64 x 64, interpolated by the mat         "/i" ,b  blob of 4096 u8
//                 "/b"   its blobs                                bundle of "/b" ,b  blobs of 14
//                 "/c"   take the present load as zero            nothing
//
// OSC 1.0: texts end with a zero and are filled up to 4 bytes, a blob has a big-endian length
// before it. Length and address are all that tells a frame: there is no checksum, counter or clock,
// so a changed byte passes. A frame is asked for when the last one is there, numbered by the host.
// Answers to /b are understood and are no frames; /c is sent when the user asks for a tare only.
// The distance of the cells is not told: 10 mm is a preset.

#include <algorithm>
#include <array>

#include "acquisition/drivers/builtin.h"
#include "acquisition/framing/bytes.h"
#include "acquisition/framing/delimited_decoder.h"
#include "acquisition/framing/polled_decoder.h"
#include "acquisition/framing/slip.h"

namespace solea::drivers {

namespace {

using Bytes = std::span<const std::byte>;

constexpr double rate_hz = 50;  // asked no more often
constexpr std::size_t blob_offset = 12;
constexpr std::string_view bundle_mark("#bundle\0", 8);

/// One of the two frames the mat has.
struct Request {
  std::string_view poll;    ///< in its SLIP packet
  std::string_view answer;  ///< how the answer begins: address, type tag, length of the blob
  std::size_t cells = 0;
};
constexpr Request raw = {{"\xc0/r\0\0,\0\0\0\xc0", 10}, {"/r\0\0,b\0\0\0\0\x01\0", 12}, 256};
constexpr Request interpolated = {
    {"\xc0/i\0\0,\0\0\0\xc0", 10}, {"/i\0\0,b\0\0\0\0\x10\0", 12}, 4096};

constexpr std::string_view tare_command("\xc0/c\0\0,\0\0\0\xc0", 10);

bool is_answer(const Request& request, Bytes packet) {
  return packet.size() == blob_offset + request.cells && starts_with(packet, request.answer);
}

/// What the mat sends besides the frames that were asked for.
bool is_other_answer(Bytes packet) {
  const bool bundle = packet.size() >= 2 * bundle_mark.size() && packet.size() % 4 == 0 &&
                      starts_with(packet, bundle_mark);
  return bundle || is_answer(raw, packet) || is_answer(interpolated, packet);
}

class Decoder final : public DelimitedDecoder {
 public:
  explicit Decoder(const Request& request)
      : DelimitedDecoder(slip::end, 2 * (blob_offset + interpolated.cells)),
        request_(request),
        counts_(request.cells) {}

 private:
  bool take_packet(Bytes stretch, std::chrono::nanoseconds arrival, FrameSink& out) override {
    if (!slip::decode(stretch, packet_)) return false;
    const Bytes packet = packet_;
    if (!is_answer(request_, packet)) return is_other_answer(packet);
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      counts_[i] = std::to_integer<std::uint16_t>(packet[blob_offset + i]);
    }
    const std::uint64_t missing = frames_skipped(stretch.size());
    if (missing > 0) count_gap(missing);
    sequence_ = any_frame() ? sequence_ + missing + 1 : 0;
    count_frame();
    set_in_step();
    out.accept({sequence_, arrival, std::nullopt, counts_});
    return true;
  }

  const Request& request_;
  std::vector<std::byte> packet_;
  std::vector<std::uint16_t> counts_;
  std::uint64_t sequence_ = 0;
};

class Twin final : public DeviceTwin {
 public:
  explicit Twin(const Request& request) : request_(request) {}

  void receive(Bytes bytes, std::vector<std::byte>& reply) override {
    for (const std::byte b : bytes) {
      if (b != slip::end) {
        if (stretch_.size() < 64) stretch_.push_back(b);
        continue;
      }
      std::vector<std::byte> packet;
      if (slip::decode(stretch_, packet)) obey(packet, reply);
      stretch_.clear();
    }
  }
  [[nodiscard]] bool wants_frame() const noexcept override { return asked_; }
  void encode(const RawFrameView& frame, std::vector<std::byte>& out) override {
    asked_ = false;
    std::vector<std::byte> packet;
    append(as_bytes(request_.answer), packet);
    if (taring_) zero_.assign(frame.counts.begin(), frame.counts.end());
    taring_ = false;
    for (std::size_t i = 0; i < frame.counts.size(); ++i) {
      const int count = frame.counts[i] - (zero_.empty() ? 0 : zero_[i]);
      packet.push_back(static_cast<std::byte>(std::clamp(count, 0, 255)));
    }
    slip::encode(packet, out);
  }

 private:
  void obey(Bytes packet, std::vector<std::byte>& reply) {
    if (starts_with(packet, request_.answer.substr(0, 2))) asked_ = true;
    if (starts_with(packet, "/c")) taring_ = true;
    if (starts_with(packet, "/b")) {
      std::vector<std::byte> bundle;  // of no blobs, to be opened at once (time tag 1)
      append(as_bytes(bundle_mark), bundle);
      write_be<std::uint64_t>(1, bundle);
      slip::encode(bundle, reply);
    }
  }

  const Request& request_;
  std::vector<std::byte> stretch_;
  std::vector<std::uint16_t> zero_;  ///< of each cell; empty: none was taken
  bool taring_ = false;              ///< the next frame becomes the zero
  bool asked_ = false;
};

std::unique_ptr<FrameDecoder> decoder_of(const Request& request) {
  return make_polled_decoder(std::make_unique<Decoder>(request), {request.poll, rate_hz});
}

constexpr std::array<UsbId, 1> usb = {{{0x16c0, 0x0483}}};  // Teensy, serial

}  // namespace

extern const DeviceDriver etextile_e256 = {
    .id = "etextile_e256",
    .name = "eTextile E256 16x16, OSC",
    .transport = TransportKind::serial,
    .default_baud = 230400,
    .plate = {16, 16, 10, 10},
    .rate_hz = rate_hz,
    .max_count = 255,
    .virtual_kpa_per_count = 4.0,
    .wire = "SLIP packets with OSC messages /r of 256 bytes",
    .tested = "virtual only",
    .usb = usb,
    .tare_command = tare_command,
    .make_decoder = [] { return decoder_of(raw); },
    .make_twin =
        [](const TwinSettings&) {
          return std::unique_ptr<DeviceTwin>(std::make_unique<Twin>(raw));
        },
    .check = FrameCheck::marker,
};

extern const DeviceDriver etextile_e256_interpolated = {
    .id = "etextile_e256_interpolated",
    .name = "eTextile E256 64x64, interpolated by the mat from 16x16, OSC",
    .transport = TransportKind::serial,
    .default_baud = 230400,
    .plate = {64, 64, 2.5, 2.5},
    .rate_hz = rate_hz,
    .max_count = 255,
    .virtual_kpa_per_count = 4.0,
    .wire = "SLIP packets with OSC messages /i of 4096 bytes",
    .tested = "virtual only",
    .tare_command = tare_command,
    .make_decoder = [] { return decoder_of(interpolated); },
    .make_twin =
        [](const TwinSettings&) {
          return std::unique_ptr<DeviceTwin>(std::make_unique<Twin>(interpolated));
        },
    .check = FrameCheck::marker,
};

}  // namespace solea::drivers
