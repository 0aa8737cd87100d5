#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "acquisition/asio.h"

namespace solea::virtual_mat {

/// A virtual mat's line to the host: a pseudo-terminal or one TCP connection at a time. All calls
/// come back in the thread of the io_context, which must live longer.
class Line {
 public:
  virtual ~Line() = default;
  /// Calls it with what the host says.
  virtual void async_read(std::function<void(std::span<const std::byte>)> on_bytes) = 0;
  /// Calls it whenever a host has come.
  virtual void when_open(std::function<void()> on_open) = 0;
  /// False when no host is there: the bytes are gone.
  virtual bool send(std::vector<std::byte> bytes) = 0;
  /// Bytes that wait to be taken by the host.
  [[nodiscard]] virtual std::size_t waiting() const = 0;
  /// True when a host is there.
  [[nodiscard]] virtual bool open() const = 0;
  /// Bytes that the system holds and the host has not read yet.
  [[nodiscard]] virtual std::size_t unread() const = 0;
  /// Breaks the line; `plug` lets a host in again.
  virtual void pull() = 0;
  virtual void plug() = 0;
  /// The pseudo-terminal's own path, or HOST:PORT.
  [[nodiscard]] virtual const std::string& path() const = 0;

 protected:
  Line() = default;
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
};

/// A new pseudo-terminal and a symbolic link to it, which must be free or an earlier virtual mat's.
/// Throws DeviceError.
[[nodiscard]] std::unique_ptr<Line> make_pty_line(asio::io_context& io, const std::string& link);
/// Listens at HOST:PORT, port 0: any free one. Throws DeviceError.
[[nodiscard]] std::unique_ptr<Line> make_tcp_line(asio::io_context& io, const std::string& address);

}  // namespace solea::virtual_mat
