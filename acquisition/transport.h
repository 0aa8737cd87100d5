#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace solea {

/// The host's side of what is said over a link. Called in the thread of Transport::run.
class Conversation {
 public:
  virtual ~Conversation() = default;
  /// Takes what came.
  virtual void hear(std::span<const std::byte> bytes) = 0;
  /// Appends what is to be said now. Called when the link is up, after every hear(), and when the
  /// time of next_word() has come.
  virtual void speak(std::vector<std::byte>& out) = 0;
  /// When speak() wants to be called though nothing has arrived, on the host's monotonic clock;
  /// nullopt: never.
  [[nodiscard]] virtual std::optional<std::chrono::nanoseconds> next_word() const = 0;

 protected:
  Conversation() = default;
  Conversation(const Conversation&) = default;
  Conversation& operator=(const Conversation&) = default;
};

/// A byte stream to a mat: a serial port, a TCP connection or an input device.
class Transport {
 public:
  virtual ~Transport() = default;
  /// Holds the conversation in the calling thread until stop() or the other end goes away; reads
  /// and writes without one waiting for the other. Empty error code: stopped.
  virtual std::error_code run(Conversation& conversation) = 0;
  /// Ends run() after sending `last_words`, as far as there is still somebody to take them within
  /// a fifth of a second. Any thread.
  virtual void stop(std::string_view last_words) = 0;

 protected:
  Transport() = default;
  Transport(const Transport&) = default;
  Transport& operator=(const Transport&) = default;
};

/// True for HOST:PORT, false for the path of a serial port.
[[nodiscard]] bool is_network_address(const std::string& port);

/// Opens a serial port (raw, 8N1, for this process alone) or connects to HOST:PORT. A port that
/// does not exist yet, or nobody listening yet, is awaited for `patience`: mats take a moment to
/// appear. Throws DeviceError that says why: no such port, busy, no permission, not a serial port,
/// refused.
[[nodiscard]] std::unique_ptr<Transport> open_transport(const std::string& port, unsigned baud,
                                                        std::chrono::milliseconds patience);

}  // namespace solea
