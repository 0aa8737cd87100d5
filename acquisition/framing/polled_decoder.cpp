#include "acquisition/framing/polled_decoder.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "acquisition/framing/bytes.h"

namespace solea {

namespace {

using std::chrono::nanoseconds;

class PolledDecoder final : public FrameDecoder {
 public:
  PolledDecoder(std::unique_ptr<FrameDecoder> answers, const PollFormat& format)
      : answers_(std::move(answers)),
        format_(format),
        interval_(static_cast<std::int64_t>(1e9 / format.rate_hz)) {}

  void feed(std::span<const std::byte> bytes, nanoseconds arrival, FrameSink& out) override {
    if (bytes.empty()) return;
    last_byte_ = arrival;
    if (!asked_) {
      unasked_bytes_ += bytes.size();
      settle_ = true;
      return;
    }
    Answer answer(*this, out);
    answers_->feed(bytes, arrival, answer);
    if (asked_) return;
    const std::uint64_t before = answers_->stats().bytes_skipped;
    answers_->restart();  // what came behind the answer is no part of the next one
    if (answers_->stats().bytes_skipped > before) settle_ = true;
  }

  void speak(nanoseconds now, std::vector<std::byte>& out) override {
    if (asked_) {
      if (now < *asked_ + format_.deadline) return;
      answers_->restart();
      asked_.reset();
      settle_ = true;
      if (stats_.frames > 0) ++stats_.late_answers;
      late_ = true;
    }
    if (now < next_poll()) return;
    append(as_bytes(format_.poll), out);
    asked_ = now;
    due_ += interval_;
    if (due_ <= now) due_ = now + interval_;
    settle_ = false;
  }

  [[nodiscard]] std::optional<nanoseconds> next_word() const noexcept override {
    return asked_ ? *asked_ + format_.deadline : next_poll();
  }

  void restart() override {
    answers_->restart();
    asked_.reset();
    settle_ = false;
    late_ = false;
  }

  [[nodiscard]] DecodeStats stats() const noexcept override {
    DecodeStats stats = stats_;
    stats.bad_checksum = answers_->stats().bad_checksum;
    stats.bytes_skipped = answers_->stats().bytes_skipped + unasked_bytes_;
    return stats;
  }
  [[nodiscard]] Announcement announcement() const noexcept override {
    return answers_->announcement();
  }

 private:
  /// One frame an answer, numbered by the polls.
  class Answer final : public FrameSink {
   public:
    Answer(PolledDecoder& decoder, FrameSink& out) : decoder_(decoder), out_(out) {}
    void accept(const RawFrameView& frame) override { decoder_.take(frame, out_); }

   private:
    PolledDecoder& decoder_;
    FrameSink& out_;
  };

  void take(const RawFrameView& answer, FrameSink& out) {
    if (!asked_) {  // a second answer to one poll
      ++stats_.repeated;
      settle_ = true;
      return;
    }
    asked_.reset();
    RawFrameView frame = answer;
    if (stats_.frames > 0) {
      std::int64_t steps = 1;
      if (late_) {
        const std::chrono::duration<double> away = frame.arrival - last_frame_;
        steps = std::max<std::int64_t>(2, std::llround(away.count() * format_.rate_hz));
        ++stats_.gaps;
        stats_.frames_missing += static_cast<std::uint64_t>(steps - 1);
      }
      sequence_ += static_cast<std::uint64_t>(steps);
    }
    late_ = false;
    last_frame_ = frame.arrival;
    frame.sequence = sequence_;
    ++stats_.frames;
    out.accept(frame);
  }

  [[nodiscard]] nanoseconds next_poll() const noexcept {
    return std::max(due_, last_byte_ + (settle_ ? format_.quiet : format_.pause));
  }

  std::unique_ptr<FrameDecoder> answers_;
  PollFormat format_;
  nanoseconds interval_;
  DecodeStats stats_;
  std::uint64_t unasked_bytes_ = 0;
  std::uint64_t sequence_ = 0;
  std::optional<nanoseconds> asked_;  ///< when the answer that is awaited was asked for
  nanoseconds due_{};                 ///< when the next poll is
  nanoseconds last_byte_{};
  nanoseconds last_frame_{};
  bool settle_ = false;  ///< something came that was not asked for: silence first
  bool late_ = false;    ///< answers were late since the last frame
};

}  // namespace

std::unique_ptr<FrameDecoder> make_polled_decoder(std::unique_ptr<FrameDecoder> answers,
                                                  const PollFormat& format) {
  return std::make_unique<PolledDecoder>(std::move(answers), format);
}

}  // namespace solea
