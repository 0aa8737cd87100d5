#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace solea {

/// A byte stream to a mat: a serial port or a TCP connection.
class Transport {
 public:
  virtual ~Transport() = default;
  /// Sends bytes. Before run() only. Throws DeviceError.
  virtual void write(std::string_view bytes) = 0;
  /// Reads in the calling thread until stop() or the other end goes away; hands over what came.
  /// Empty error code: stopped.
  virtual std::error_code run(const std::function<void(std::span<const std::byte>)>& on_bytes) = 0;
  /// Ends run() after sending `last_words`, as far as there is still somebody to take them. Any
  /// thread.
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
