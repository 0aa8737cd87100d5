#pragma once

#include <charconv>
#include <chrono>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "acquisition/driver.h"
#include "tests/support/fixtures.h"

/// Bytes on a line, as written in protocol descriptions.
namespace solea::testing {

using Bytes = std::vector<std::byte>;

/// "81 00 06" as bytes.
inline Bytes hex(std::string_view text) {
  Bytes bytes;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    unsigned value = 0;
    std::from_chars(text.data() + at, text.data() + at + 2, value, 16);
    bytes.push_back(static_cast<std::byte>(value));
    at += 2;
  }
  return bytes;
}

inline void add(const Bytes& more, Bytes& bytes) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}

/// A decoder and a twin that talk to each other over a line without delay, a millisecond at a time.
struct Conversation {
  explicit Conversation(const DeviceDriver& the_driver)
      : driver(the_driver),
        decoder(the_driver.make_decoder()),
        twin(the_driver.make_twin(the_driver.own_settings())) {
    Bytes reply;
    twin->receive(std::as_bytes(std::span(the_driver.start_command)), reply);
    decoder->feed(reply, now, sink);
  }

  /// Lets `span` pass. `deaf`: the mat hears nothing.
  void run(std::chrono::milliseconds span, bool deaf = false) {
    const auto end = now + span;
    for (; now < end; now += std::chrono::milliseconds(1)) {
      Bytes said;
      decoder->speak(now, said);
      if (!said.empty()) words.push_back(said);
      if (deaf) continue;
      Bytes reply;
      twin->receive(said, reply);
      decoder->feed(reply, now, sink);
      if (!twin->wants_frame() || now < next_frame) continue;
      next_frame = now + std::chrono::milliseconds(5);
      std::vector<std::uint16_t> counts(driver.plate.cells());
      counts[sent % counts.size()] = static_cast<std::uint16_t>(1 + sent % driver.max_count);
      Bytes frame;
      twin->encode({sent, now, now, counts}, frame);
      ++sent;
      decoder->feed(frame, now, sink);
    }
  }

  const DeviceDriver& driver;
  std::unique_ptr<FrameDecoder> decoder;
  std::unique_ptr<DeviceTwin> twin;
  VectorSink sink;
  std::vector<Bytes> words;  ///< what the decoder said
  std::uint64_t sent = 0;
  std::chrono::nanoseconds now = std::chrono::seconds(100);
  std::chrono::nanoseconds next_frame{};
};

}  // namespace solea::testing
