// PowerON TouchDetect, 6 x 6 taxels, USB CDC, HDLC frames with FCS-16
// (github.com/poweron-gmbh/touch_detect_sdk, docs/write_your_own_sdk.md).
//
//   host -> mat   information frame, payload 00   is anybody there? answered with an empty payload
//                                            01   asks for a frame, every 30 ms
//   mat -> host   information frame with 72 bytes, 36 counts of 12 bits row-major, then an
//                 acknowledgement (84 bytes together)
//   host -> mat   acknowledgement, within 50 ms
//
// The vendor's document says high byte first, the vendor's program reads low byte first: the order
// is a preset, touchdetect (low) and touchdetect_msb (high). Counts end at 4095 and only one order
// gives that for all cells of a loaded mat; a frame that exceeds it is refused, never turned round.
// The checksum tells damage. The mat has no counter: frames are numbered by the host's questions.
// The distance of the taxels is not told: 10 mm is a preset.

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "acquisition/drivers/builtin.h"
#include "acquisition/framing/bytes.h"
#include "acquisition/framing/delimited_decoder.h"
#include "acquisition/framing/hdlc.h"

namespace solea::drivers {

namespace {

using Bytes = std::span<const std::byte>;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr int rows = 6;
constexpr int cols = 6;
constexpr std::size_t cells = 36;
constexpr std::uint16_t max_count = 4095;
constexpr nanoseconds period = milliseconds(30);
constexpr nanoseconds acknowledge_within = milliseconds(50);
constexpr nanoseconds patience = milliseconds(500);  // for an answer
constexpr std::size_t answer_bytes = 84;
constexpr std::size_t longest_bytes = 2 * answer_bytes;  // all of it escaped
constexpr std::byte get_data{0x01};

enum class Order : std::uint8_t { low_first, high_first };

class Decoder final : public DelimitedDecoder {
 public:
  explicit Decoder(Order order) : DelimitedDecoder(hdlc::flag, longest_bytes), order_(order) {}

  void speak(nanoseconds now, std::vector<std::byte>& out) override {
    if (answered_) {
      if (now - *answered_ > acknowledge_within) count_late_answer();
      hdlc::encode(hdlc::acknowledge(answer_number_), {}, out);
      answered_.reset();
    }
    if (asked_ && now >= *asked_ + patience) {
      if (any_frame()) count_late_answer();
      missed_ = true;
      asked_.reset();
    }
    if (asked_ || now < due_) return;
    hdlc::encode(hdlc::information(1), std::array{get_data}, out);
    asked_ = now;
    // Every 30 ms from the first question on; what could not be asked in time is left out.
    due_ = now - due_ < period ? due_ + period : now + period;
    polled_ = true;
  }

  [[nodiscard]] std::optional<nanoseconds> next_word() const noexcept override {
    if (answered_) return answered_;
    return asked_ ? *asked_ + patience : due_;
  }

  void restart() override {
    DelimitedDecoder::restart();
    asked_.reset();
    answered_.reset();
    missed_ = false;
  }

 private:
  bool take_packet(Bytes stretch, nanoseconds arrival, FrameSink& out) override {
    const hdlc::Result result = hdlc::decode(stretch, packet_);
    if (result == hdlc::Result::bad_checksum) count_bad_checksum();
    if (result != hdlc::Result::frame) return false;
    if (!hdlc::is_information(packet_.control)) return true;  // the mat has heard us
    answered_ = arrival;
    answer_number_ = hdlc::number_of(packet_.control);
    const Bytes data = packet_.information;
    if (data.empty()) return true;  // it is there
    if (data.size() != 2 * cells) return false;
    for (std::size_t i = 0; i < cells; ++i) {
      const Bytes at = data.subspan(2 * i);
      counts_[i] =
          order_ == Order::low_first ? read_le<std::uint16_t>(at) : read_be<std::uint16_t>(at);
    }
    if (polled_ && !asked_) {  // nobody asked for it: the last one again
      count_repeated();
      return true;
    }
    if (*std::max_element(counts_.begin(), counts_.end()) > max_count) return false;
    number(arrival);
    out.accept({sequence_, arrival, std::nullopt, counts_});
    return true;
  }

  void number(nanoseconds arrival) {
    std::uint64_t missing = 0;
    if (any_frame() && missed_) {
      const double periods = std::chrono::duration<double>(arrival - last_frame_) / period;
      missing = static_cast<std::uint64_t>(std::max<std::int64_t>(1, std::llround(periods) - 1));
    } else if (!polled_) {
      missing = frames_skipped(answer_bytes);
    }
    if (missing > 0) count_gap(missing);
    sequence_ = any_frame() ? sequence_ + missing + 1 : 0;
    last_frame_ = arrival;
    asked_.reset();
    missed_ = false;
    count_frame();
    set_in_step();
  }

  Order order_;
  hdlc::Frame packet_;
  std::array<std::uint16_t, cells> counts_{};
  std::uint64_t sequence_ = 0;
  nanoseconds last_frame_{};
  std::optional<nanoseconds> asked_;     ///< when the answer that is awaited was asked for
  nanoseconds due_{};                    ///< the next question
  std::optional<nanoseconds> answered_;  ///< when what has to be acknowledged came
  unsigned answer_number_ = 0;
  bool missed_ = false;  ///< a question was not answered since the last frame
  bool polled_ = false;
};

class Twin final : public DeviceTwin {
 public:
  explicit Twin(Order order) : order_(order) {}

  void receive(Bytes bytes, std::vector<std::byte>& reply) override {
    for (const std::byte b : bytes) {
      if (b != hdlc::flag) {
        if (stretch_.size() < 64) stretch_.push_back(b);
        continue;
      }
      hdlc::Frame frame;
      if (hdlc::decode(stretch_, frame) == hdlc::Result::frame) obey(frame, reply);
      stretch_.clear();
    }
  }
  [[nodiscard]] bool wants_frame() const noexcept override { return asked_; }
  void encode(const RawFrameView& frame, std::vector<std::byte>& out) override {
    asked_ = false;
    std::vector<std::byte> data;
    for (const std::uint16_t count : frame.counts) {
      const std::uint16_t bounded = std::min(count, max_count);
      if (order_ == Order::low_first) {
        write_le(bounded, data);
      } else {
        write_be(bounded, data);
      }
    }
    hdlc::encode(hdlc::information(1), data, out);
    hdlc::encode(hdlc::acknowledge(1), {}, out);
  }

 private:
  void obey(const hdlc::Frame& frame, std::vector<std::byte>& reply) {
    if (!hdlc::is_information(frame.control)) return;
    const unsigned number = hdlc::number_of(frame.control);
    if (frame.information.size() == 1 && frame.information[0] == get_data) {
      asked_ = true;
    } else if (frame.information.size() == 1 && frame.information[0] == std::byte{0}) {
      hdlc::encode(hdlc::information(number), {}, reply);
      hdlc::encode(hdlc::acknowledge(number), {}, reply);
    } else {
      hdlc::encode(hdlc::reject(number), {}, reply);
    }
  }

  Order order_;
  std::vector<std::byte> stretch_;
  bool asked_ = false;
};

constexpr DeviceDriver driver_of(std::string_view id, std::string_view name,
                                 std::string_view wire) {
  DeviceDriver driver;
  driver.id = id;
  driver.name = name;
  driver.default_baud = 115200;
  driver.plate = {rows, cols, 10, 10};
  driver.rate_hz = 1e9 / static_cast<double>(period.count());
  driver.max_count = max_count;
  driver.virtual_kpa_per_count = 0.25;
  driver.wire = wire;
  driver.tested = "virtual only";
  driver.check = FrameCheck::checksum;
  return driver;
}

template <Order order>
constexpr DeviceDriver with_order(DeviceDriver driver) {
  driver.make_decoder = [] {
    return std::unique_ptr<FrameDecoder>(std::make_unique<Decoder>(order));
  };
  driver.make_twin = [](const TwinSettings&) {
    return std::unique_ptr<DeviceTwin>(std::make_unique<Twin>(order));
  };
  return driver;
}

}  // namespace

extern const DeviceDriver touchdetect = with_order<Order::low_first>(
    driver_of("touchdetect", "PowerON TouchDetect 6x6, low byte first",
              "HDLC frames of 36 counts, low byte first, none over 4095 (else touchdetect_msb)"));

extern const DeviceDriver touchdetect_msb = with_order<Order::high_first>(
    driver_of("touchdetect_msb", "PowerON TouchDetect 6x6, high byte first",
              "HDLC frames of 36 counts, high byte first, none over 4095 (else touchdetect)"));

}  // namespace solea::drivers
