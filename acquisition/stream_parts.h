#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>

#include "acquisition/byte_buffer.h"
#include "acquisition/decoder.h"

/// What drivers are put together from.
namespace solea {

/// A decoder that collects bytes and takes one packet, or one stretch of rubbish, at a time.
class BufferedDecoder : public FrameDecoder {
 public:
  void feed(std::span<const std::byte> bytes, std::chrono::nanoseconds arrival,
            FrameSink& out) final {
    buffer_.append(bytes);
    while (take_one(arrival, out)) {
    }
  }
  [[nodiscard]] DecodeStats stats() const noexcept final { return stats_; }

 protected:
  /// Takes what is at the front of the buffer; false when it needs more bytes.
  virtual bool take_one(std::chrono::nanoseconds arrival, FrameSink& out) = 0;

  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return buffer_.view(); }
  /// The front of the buffer was a frame, or part of one.
  void consume(std::size_t count) noexcept { buffer_.consume(count); }
  /// The front of the buffer belonged to no frame.
  void skip(std::size_t count) noexcept {
    buffer_.consume(count);
    stats_.bytes_skipped += count;
  }
  void count_frame() noexcept { ++stats_.frames; }
  void count_bad_checksum() noexcept { ++stats_.bad_checksum; }
  void count_repeated() noexcept { ++stats_.repeated; }
  void count_gap(std::uint64_t missing) noexcept {
    ++stats_.gaps;
    stats_.frames_missing += missing;
  }
  [[nodiscard]] bool any_frame() const noexcept { return stats_.frames > 0; }

 private:
  ByteBuffer buffer_;
  DecodeStats stats_;
};

/// Splits the host's bytes into lines for a twin.
class CommandLines {
 public:
  /// Calls `obey` with each line that is complete, without its end.
  template <class Obey>
  void receive(std::span<const std::byte> bytes, Obey obey) {
    for (const std::byte b : bytes) {
      const char c = std::to_integer<char>(b);
      if (c != '\n') {
        line_ += c;
        continue;
      }
      obey(line_);
      line_.clear();
    }
  }

 private:
  std::string line_;
};

}  // namespace solea
