#include "tests/endurance/sender.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pty.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <new>
#include <stdexcept>
#include <thread>

#include "acquisition/virtual_mat/virtual_mat.h"

namespace solea::endurance {

namespace {

using Clock = std::chrono::steady_clock;

void write_all(int fd, const std::byte* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t n = ::write(fd, bytes, size);
    if (n <= 0) throw std::runtime_error("the host left too early");
    bytes += n;
    size -= static_cast<std::size_t>(n);
  }
}

/// A pseudo-terminal or a connection, once a host is there.
int open_line(bool tcp, Shared& shared) {
  const auto publish = [&](const char* address) {
    std::snprintf(shared.address.data(), shared.address.size(), "%s", address);
    shared.ready = 1;
  };
  if (!tcp) {
    int master = -1;
    int slave = -1;
    termios raw{};
    ::cfmakeraw(&raw);
    raw.c_cflag |= CS8 | CREAD | CLOCAL;
    std::array<char, 256> name{};
    if (::openpty(&master, &slave, name.data(), &raw, nullptr) != 0) {
      throw std::runtime_error("no pseudo-terminal");
    }
    publish(name.data());
    return master;  // the slave stays open, as a cable stays plugged in
  }
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
      ::listen(listener, 1) != 0 ||
      ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
    throw std::runtime_error("cannot listen");
  }
  publish(("127.0.0.1:" + std::to_string(ntohs(address.sin_port))).c_str());
  const int fd = ::accept(listener, nullptr, nullptr);
  const int one = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

/// What the host says goes to the twin, until it wants a frame.
void await_start(int fd, DeviceTwin& twin) {
  std::array<std::byte, 256> said{};
  std::vector<std::byte> reply;
  while (!twin.wants_frame()) {
    const ssize_t n = ::read(fd, said.data(), said.size());
    if (n <= 0) throw std::runtime_error("the host left before it began");
    twin.receive(std::span(said).first(static_cast<std::size_t>(n)), reply);
  }
}

}  // namespace

Shared* share(std::uint64_t frames) {
  const std::size_t size = sizeof(Shared) + frames * sizeof(std::atomic<std::int64_t>);
  void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  return new (memory) Shared;
}

Frames make_frames(const DeviceDriver& driver, std::size_t count) {
  using namespace virtual_mat;
  VirtualMat mat(driver.plate, driver.rate_hz, Person{}, default_sensor(driver), false);
  // From the first contact on.
  Frames frames;
  for (int k = 0; k < 2000; ++k) {
    const auto counts = mat.next_frame();
    if (std::count_if(counts.begin(), counts.end(), [](auto c) { return c > 100; }) > 20) break;
  }
  for (std::size_t k = 0; k < count; ++k) {
    const auto counts = mat.next_frame();
    frames.emplace_back(counts.begin(), counts.end());
  }
  return frames;
}

void send(const DeviceDriver& driver, const Frames& frames, std::uint64_t count, double rate_hz,
          bool tcp, Shared& shared) {
  const auto twin = driver.make_twin(driver.own_settings());
  const int fd = open_line(tcp, shared);
  await_start(fd, *twin);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  // Without a checksum a frame is its header and the cells as they were encoded once.
  const bool by_parts = driver.check != FrameCheck::checksum;
  std::vector<std::vector<std::byte>> encoded(frames.size());
  for (std::size_t i = 0; by_parts && i < frames.size(); ++i) {
    twin->encode({0, {}, std::chrono::nanoseconds(0), frames[i]}, encoded[i]);
  }
  const auto start = Clock::now();
  std::vector<std::byte> bytes;
  for (std::uint64_t k = 0; k < count; ++k) {
    const auto due = start + std::chrono::duration_cast<Clock::duration>(
                                 std::chrono::duration<double>(static_cast<double>(k) / rate_hz));
    std::this_thread::sleep_until(due);
    const std::chrono::nanoseconds clock = due - start;
    bytes.clear();
    const std::vector<std::byte>* rest = &bytes;
    std::size_t from = 0;
    if (by_parts) {
      twin->encode({k, {}, clock, {}}, bytes);
      rest = &encoded[k % frames.size()];
      from = bytes.size();
      write_all(fd, bytes.data(), bytes.size());
    } else {
      twin->encode({k, {}, clock, frames[k % frames.size()]}, bytes);
    }
    write_all(fd, rest->data() + from, rest->size() - from - 1);
    const std::int64_t now = Clock::now().time_since_epoch().count();
    shared.last_byte_ns()[k].store(now);
    write_all(fd, rest->data() + rest->size() - 1, 1);
    const std::int64_t delay = now - due.time_since_epoch().count();
    if (delay > shared.worst_delay_ns) shared.worst_delay_ns = delay;
    shared.sent = k + 1;
  }
  // The host leaves when it has what it wants.
  std::array<std::byte, 256> ignored{};
  pollfd waiting{fd, POLLIN, 0};
  const auto deadline = Clock::now() + std::chrono::seconds(30);
  while (Clock::now() < deadline) {
    ::poll(&waiting, 1, 200);
    if ((waiting.revents & POLLIN) != 0 && ::read(fd, ignored.data(), ignored.size()) <= 0) break;
    if (shared.ready == 2) break;
  }
}

}  // namespace solea::endurance
