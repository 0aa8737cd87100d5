#include "acquisition/probe.h"

#include <algorithm>
#include <chrono>

#include "acquisition/transport.h"

namespace solea {

namespace {

using Clock = std::chrono::steady_clock;

struct CountFrames final : FrameSink {
  void accept(const RawFrameView&) override {}
};

/// Asks once, then listens until the answer is known or time is over.
class Question final : public Conversation {
 public:
  Question(const DeviceDriver& driver, Transport& transport)
      : driver_(driver), transport_(transport), decoder_(driver.make_decoder()) {}

  void hear(std::span<const std::byte> bytes) override {
    if (driver_.probe_question.empty()) {
      CountFrames sink;
      decoder_->feed(bytes, Clock::now().time_since_epoch(), sink);
      constexpr std::uint64_t enough = 2;
      known_ = decoder_->stats().frames >= enough;
    } else {
      constexpr std::size_t most = 64 * 1024;
      for (const std::byte b : bytes) heard_ += std::to_integer<char>(b);
      known_ = heard_.find(driver_.probe_answer) != std::string::npos;
      if (heard_.size() > most) heard_.clear();
    }
    if (known_) transport_.stop("");
  }
  void speak(std::vector<std::byte>& out) override {
    if (!asked_) {
      for (const char c : driver_.probe_question) out.push_back(static_cast<std::byte>(c));
      asked_ = true;
    }
    if (Clock::now().time_since_epoch() >= deadline_) transport_.stop("");
  }
  [[nodiscard]] std::optional<std::chrono::nanoseconds> next_word() const override {
    return deadline_;
  }
  [[nodiscard]] bool known() const noexcept { return known_; }

 private:
  const DeviceDriver& driver_;
  Transport& transport_;
  std::unique_ptr<FrameDecoder> decoder_;
  // Listening takes the time of some frames of the slowest mat, 3 Hz.
  std::chrono::nanoseconds deadline_ =
      Clock::now().time_since_epoch() +
      std::chrono::milliseconds(driver_.probe_question.empty() ? 2000 : 700);
  std::string heard_;
  bool asked_ = false;
  bool known_ = false;
};

}  // namespace

bool answers_as(const std::string& port, const DeviceDriver& driver) {
  const auto transport = open_transport(port, driver.default_baud, std::chrono::milliseconds(0));
  Question question(driver, *transport);
  (void)transport->run(question);
  return question.known();
}

const DeviceDriver* probe_port(const std::string& port) {
  for (const DeviceDriver* driver : builtin_drivers()) {
    if (driver->safe_to_probe && answers_as(port, *driver)) return driver;
  }
  return nullptr;
}

}  // namespace solea
