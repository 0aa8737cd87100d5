#include "apps/batch/worker_line.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace solea::batch {

namespace {

bool send_all(int descriptor, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t sent = ::send(descriptor, bytes, count, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes += sent;
    count -= static_cast<std::size_t>(sent);
  }
  return true;
}

Heard receive_all(int descriptor, char* bytes, std::size_t count,
                  const std::function<bool()>& stop) {
  constexpr int look_every_ms = 100;
  while (count > 0) {
    pollfd wait{descriptor, POLLIN, 0};
    const int ready = ::poll(&wait, 1, stop ? look_every_ms : -1);
    if (stop && stop()) return Heard::stopped;
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    const ssize_t got = ::recv(descriptor, bytes, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Heard::gone;
    bytes += got;
    count -= static_cast<std::size_t>(got);
  }
  return Heard::message;
}

}  // namespace

bool send_message(int descriptor, std::string_view bytes) {
  const std::uint64_t size = bytes.size();
  return send_all(descriptor, reinterpret_cast<const char*>(&size), sizeof size) &&
         send_all(descriptor, bytes.data(), bytes.size());
}

Heard receive_message(int descriptor, std::string& bytes, const std::function<bool()>& stop) {
  std::uint64_t size = 0;
  const Heard heard = receive_all(descriptor, reinterpret_cast<char*>(&size), sizeof size, stop);
  if (heard != Heard::message) return heard;
  bytes.resize(size);
  return receive_all(descriptor, bytes.data(), bytes.size(), stop);
}

}  // namespace solea::batch
