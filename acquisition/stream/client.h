#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "acquisition/asio.h"
#include "acquisition/stream/live_frame.h"

namespace solea {

/// One who listens to a live stream. What waits for it is bounded: a slow one loses the oldest
/// frames, is told how many, and slows nobody. One thread.
class StreamClient : public std::enable_shared_from_this<StreamClient> {
 public:
  struct Limits {
    std::size_t queue_frames = 64;       ///< that may wait
    int send_buffer_bytes = 256 * 1024;  ///< of the system's, for this connection
  };

  virtual ~StreamClient() = default;
  StreamClient(const StreamClient&) = delete;
  StreamClient& operator=(const StreamClient&) = delete;

  /// The stream has begun, or had begun already.
  void begin(std::shared_ptr<const StreamInfo> info);
  void offer(std::shared_ptr<LiveFrame> frame);
  /// Frames that never reached the stream's thread.
  void miss(std::uint64_t frames);
  /// Says so when everything before has been sent, then ends the connection.
  void end(std::shared_ptr<const std::string> last_message);

  [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

 protected:
  StreamClient(const Limits& limits, StreamForm form,
               std::function<void(const std::shared_ptr<StreamClient>&)> gone)
      : limits_(limits), form_(form), gone_(std::move(gone)) {}

  /// Sends a message and calls sent() later, from the event loop.
  virtual void send(std::shared_ptr<const std::string> message, bool binary) = 0;
  /// Ends the connection in the protocol's way.
  virtual void close() = 0;
  /// Ends the connection at once.
  virtual void abandon() = 0;

  void sent(bool good);
  /// The connection is ready for the first message.
  void ready();
  /// The other end went away.
  void leave();
  void set_form(StreamForm form) noexcept { form_ = form; }

 private:
  void send_next();
  [[nodiscard]] std::shared_ptr<const std::string> with_dropped(const std::string& message) const;

  Limits limits_;
  StreamForm form_;
  std::function<void(const std::shared_ptr<StreamClient>&)> gone_;
  std::shared_ptr<const StreamInfo> info_;
  std::shared_ptr<const std::string> last_message_;
  std::deque<std::shared_ptr<LiveFrame>> waiting_;
  std::uint64_t dropped_ = 0;
  std::uint64_t told_ = 0;  ///< of the dropped
  bool ready_ = false;
  bool greeted_ = false;
  bool sending_ = false;
  bool left_ = false;
};

using ClientGone = std::function<void(const std::shared_ptr<StreamClient>&)>;

/// Newline-delimited JSON on a connected socket. The client may say "force" or "frames" on a line.
[[nodiscard]] std::shared_ptr<StreamClient> make_tcp_client(asio::ip::tcp::socket socket,
                                                            const StreamClient::Limits& limits,
                                                            ClientGone gone);

/// A WebSocket on a connected socket; the path tells the form: /, /force or /binary. Browsers are
/// let in only from pages of this machine.
[[nodiscard]] std::shared_ptr<StreamClient> make_websocket_client(
    asio::ip::tcp::socket socket, const StreamClient::Limits& limits, ClientGone gone);

}  // namespace solea
