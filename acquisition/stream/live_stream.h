#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "acquisition/stream/live_frame.h"
#include "core/frame.h"

namespace solea {

/// Where a live stream goes.
struct StreamTarget {
  enum class Kind : std::uint8_t { tcp, websocket, lsl };
  Kind kind = Kind::tcp;
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: any free one

  /// "tcp:PORT", "ws:PORT", "tcp:HOST:PORT", "ws:HOST:PORT" or "lsl". Throws std::invalid_argument.
  [[nodiscard]] static StreamTarget parse(const std::string& text);
};

/// Sends frames, force and centre of pressure to others while a mat is recorded: newline-delimited
/// JSON over TCP, WebSockets, LSL (docs/streaming.md). It has a thread of its own; whoever hands it
/// frames never waits, and a client that is too slow loses frames and is told.
class LiveStream final : public FrameSink {
 public:
  /// Listens. Throws DeviceError for an address that cannot be listened on. Where liblsl is not
  /// installed, warning() says so and the rest works.
  explicit LiveStream(const std::vector<StreamTarget>& targets);
  ~LiveStream() override;  ///< ends
  LiveStream(const LiveStream&) = delete;
  LiveStream& operator=(const LiveStream&) = delete;

  /// Where it listens: "tcp:127.0.0.1:4711", in the order of the targets, without LSL.
  [[nodiscard]] const std::vector<std::string>& addresses() const noexcept;
  /// Why LSL was left out; empty: it was not.
  [[nodiscard]] const std::string& warning() const noexcept;

  /// Once, before the first frame.
  void begin(StreamInfo info, const std::string& source_id);
  /// Copies the frame; never waits and never throws but for want of memory.
  void accept(const RawFrameView& frame) override;
  /// Says good-bye; clients have two seconds to take what waits for them. A second call does
  /// nothing.
  void end();

  struct Stats {
    std::uint64_t clients = 0;  ///< that have come
    std::uint64_t dropped = 0;  ///< frames that clients missed, over all of them
  };
  /// After end().
  [[nodiscard]] Stats stats() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace solea
