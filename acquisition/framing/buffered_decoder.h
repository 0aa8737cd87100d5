#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "acquisition/decoder.h"

namespace solea {

/// A decoder that takes one frame, or one stretch of rubbish, at a time from the front of its
/// stream. Bytes are read where the caller has them; only a piece that is cut off by the end of a
/// feed is kept.
class BufferedDecoder : public FrameDecoder {
 public:
  void feed(std::span<const std::byte> bytes, std::chrono::nanoseconds arrival,
            FrameSink& out) final;
  void settle(std::chrono::nanoseconds now, FrameSink& out) final;
  [[nodiscard]] DecodeStats stats() const noexcept final { return stats_; }
  /// What waits counts as skipped. A derived class that overrides this calls it.
  void restart() override;

 protected:
  /// Takes what is at the front of bytes() by consume() or skip(); false when it needs more bytes.
  virtual bool take_one(std::chrono::nanoseconds arrival, FrameSink& out) = 0;

  /// Takes a frame that fills bytes() and that take_one() left there, where the line has been quiet
  /// for long enough.
  virtual void take_settled(std::chrono::nanoseconds /*now*/, FrameSink& /*out*/) {}

  /// What has arrived and was not taken yet. Valid until take_one() or take_settled() returns.
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return window_; }
  /// The front of the stream was a frame, or part of one.
  void consume(std::size_t count) noexcept { window_ = window_.subspan(count); }
  /// The front of the stream belonged to no frame.
  void skip(std::size_t count) noexcept {
    consume(count);
    count_skipped(count);
  }
  /// Bytes that were consumed and belonged to no frame after all.
  void count_skipped(std::size_t count) noexcept {
    stats_.bytes_skipped += count;
    skipped_since_frame_ += count;
  }
  void count_frame() noexcept {
    ++stats_.frames;
    skipped_since_frame_ = 0;
  }
  void count_bad_checksum() noexcept { ++stats_.bad_checksum; }
  void count_late_answer() noexcept { ++stats_.late_answers; }
  void count_repeated() noexcept { ++stats_.repeated; }
  void count_gap(std::uint64_t missing) noexcept {
    ++stats_.gaps;
    stats_.frames_missing += missing;
  }
  [[nodiscard]] bool any_frame() const noexcept { return stats_.frames > 0; }

  /// For streams without a counter, to be called before count_frame(): how many frames are missing
  /// before the one in hand, which is `frame_bytes` long. As many as fit what was skipped since the
  /// last frame, at least one where anything was; none before the first frame of a link.
  [[nodiscard]] std::uint64_t frames_skipped(std::size_t frame_bytes) const noexcept {
    if (skipped_since_frame_ == 0 || !in_step_) return 0;
    return std::max<std::uint64_t>(1, (skipped_since_frame_ + frame_bytes / 2) / frame_bytes);
  }
  /// A frame of this link was there: bytes that fit nowhere mean a gap from now on.
  void set_in_step() noexcept { in_step_ = true; }
  [[nodiscard]] bool in_step() const noexcept { return in_step_; }
  [[nodiscard]] std::uint64_t skipped_since_frame() const noexcept { return skipped_since_frame_; }

 private:
  std::vector<std::byte> waiting_;         ///< the cut-off piece of earlier feeds
  std::span<const std::byte> window_;      ///< of waiting_ or of the bytes being fed
  std::uint64_t skipped_since_frame_ = 0;  ///< or since the link began
  bool in_step_ = false;
  DecodeStats stats_;
};

}  // namespace solea
