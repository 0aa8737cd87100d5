#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <utility>
#include <vector>

#include "acquisition/driver.h"
#include "tests/support/fixtures.h"

namespace solea::testing {

using Bytes = std::vector<std::byte>;

/// Counts a mat could send, different in every frame, 0 in a corner as unloaded cells are, and in
/// all cells but a few where the mat sends places of touch.
inline const std::vector<std::uint16_t>& contract_counts(const DeviceDriver& driver,
                                                         std::uint64_t k) {
  static std::map<std::pair<const DeviceDriver*, std::uint64_t>, std::vector<std::uint16_t>> known;
  std::vector<std::uint16_t>& counts = known[{&driver, k}];
  if (!counts.empty()) return counts;
  counts.resize(driver.plate.cells());
  std::mt19937 random(static_cast<unsigned>(k + 1));
  for (std::size_t i = 0; i < driver.most_loaded_cells; ++i) {
    counts[random() % counts.size()] = static_cast<std::uint16_t>(1 + random() % driver.max_count);
  }
  if (driver.most_loaded_cells > 0) return counts;
  for (std::size_t i = counts.size() / 8; i < counts.size(); ++i) {
    counts[i] = static_cast<std::uint16_t>(random() % (driver.max_count + 1U));
  }
  return counts;
}

/// A decoder and the twin of its mat on a line, in a time of their own. Whatever either says the
/// other hears, until both are silent; so polled mats need no tests of their own. What the twin
/// sends may be split and spoiled on its way.
class ContractLine {
 public:
  explicit ContractLine(const DeviceDriver& the_driver)
      : driver(the_driver),
        decoder(driver.make_decoder()),
        twin(driver.make_twin(driver.own_settings())),
        polled_(decoder->next_word().has_value()) {}

  const DeviceDriver& driver;
  std::unique_ptr<FrameDecoder> decoder;
  std::unique_ptr<DeviceTwin> twin;
  VectorSink sink;
  std::chrono::nanoseconds now = std::chrono::hours(1);

  /// Size of the next piece that the decoder is fed.
  std::function<std::size_t()> next_size = [] { return std::size_t{1} << 30U; };
  /// What happens to a frame on its way.
  std::function<void(Bytes&)> spoil = [](Bytes&) {};

  /// The link comes up.
  void open() {
    const auto command = std::as_bytes(std::span(driver.start_command));
    Bytes reply;
    twin->receive(command, reply);
    hear(reply);
    converse();
  }
  /// Bytes reach the decoder.
  void hear(const Bytes& bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t n = std::min(next_size(), bytes.size() - at);
      decoder->feed(std::span(bytes).subspan(at, n), now, sink);
      at += n;
      converse();
    }
  }
  /// The mat measures frame k and sends it as soon as it has been asked to.
  void send(std::uint64_t k) {
    now += std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 / driver.rate_hz));
    converse();
    for (int patience = 0; !twin->wants_frame(); ++patience) {
      ASSERT_LT(patience, 100) << "nobody asks for a frame";
      const auto word = decoder->next_word();
      ASSERT_TRUE(word.has_value()) << "the decoder has nothing more to say";
      now = std::max(now + std::chrono::milliseconds(1), *word);
      converse();
    }
    Bytes bytes = encode(k);
    spoil(bytes);
    hear(bytes);
  }
  void send(std::uint64_t first, std::uint64_t count) {
    for (std::uint64_t k = first; k < first + count; ++k) send(k);
  }
  /// The wire form of frame k.
  Bytes encode(std::uint64_t k) {
    Bytes bytes;
    twin->encode({k, {}, std::chrono::milliseconds(10 * k), contract_counts(driver, k)}, bytes);
    return bytes;
  }
  /// A mat that streams goes on: the first bytes of frame k, for protocols whose frames are
  /// confirmed by the next. A polled one has nothing to send.
  void go_on(std::uint64_t k) {
    if (!polled()) hear(first_bytes(k, 8));
  }
  Bytes first_bytes(std::uint64_t k, std::size_t count) {
    Bytes bytes = encode(k);
    bytes.resize(std::min(bytes.size(), count));
    return bytes;
  }
  [[nodiscard]] bool polled() const noexcept { return polled_; }

  /// Frames that were never sent, when those of `first` to `first + count` were, in this order.
  [[nodiscard]] std::size_t invented(std::uint64_t first, std::uint64_t count) const {
    std::size_t wrong = 0;
    std::uint64_t k = first;
    for (const auto& frame : sink.frames) {
      std::uint64_t found = k;
      while (found < first + count && contract_counts(driver, found) != frame.counts) ++found;
      if (found < first + count) {
        k = found + 1;
      } else {
        ++wrong;
      }
    }
    return wrong;
  }

 private:
  void converse() {
    for (int turn = 0; turn < 100; ++turn) {
      Bytes words;
      decoder->settle(now, sink);
      decoder->speak(now, words);
      if (words.empty()) return;
      Bytes reply;
      twin->receive(words, reply);
      if (!reply.empty()) decoder->feed(reply, now, sink);
    }
    ADD_FAILURE() << "the decoder talks without end";
  }

  bool polled_;  ///< asks before it has heard anything
};

}  // namespace solea::testing
