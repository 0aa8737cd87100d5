#include "acquisition/triggers/markers.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <list>
#include <stdexcept>
#include <thread>
#include <utility>

#include "acquisition/asio.h"
#include "core/error.h"

namespace solea {

namespace {

std::chrono::nanoseconds now() {
  return std::chrono::steady_clock::now().time_since_epoch();
}

std::string_view name_of(SyncSource::Kind kind) {
  return kind == SyncSource::Kind::udp ? "udp" : kind == SyncSource::Kind::cts ? "cts" : "dsr";
}

/// A terminal whose keys come one by one, as long as this lives.
class KeyTerminal {
 public:
  KeyTerminal() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios keys = before_;
    keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);  // Ctrl-C still interrupts
    keys.c_cc[VMIN] = 1;
    keys.c_cc[VTIME] = 0;
    changed_ = ::tcsetattr(STDIN_FILENO, TCSANOW, &keys) == 0;
  }
  ~KeyTerminal() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  KeyTerminal(const KeyTerminal&) = delete;
  KeyTerminal& operator=(const KeyTerminal&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

}  // namespace

void MarkerQueue::add(Marker marker) {
  const std::scoped_lock lock(mutex_);
  markers_.push_back(std::move(marker));
}

std::vector<Marker> MarkerQueue::take() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(markers_, {});
}

SyncSource SyncSource::parse(const std::string& text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string kind = text.substr(0, colon);
  const std::string rest = colon < text.size() ? text.substr(colon + 1) : "";
  SyncSource source;
  const char* last = rest.data() + rest.size();
  if (kind == "udp") {
    const auto [end, error] = std::from_chars(rest.data(), last, source.udp_port);
    if (error == std::errc{} && end == last) return source;
  } else if ((kind == "cts" || kind == "dsr") && !rest.empty()) {
    source.kind = kind == "cts" ? Kind::cts : Kind::dsr;
    source.port = rest;
    return source;
  }
  throw std::invalid_argument("sync '" + text +
                              "', expected udp:PORT, cts:SERIAL_PORT or dsr:SERIAL_PORT");
}

std::optional<std::string> EdgeDetector::update(bool level) {
  const std::optional<bool> before = std::exchange(level_, level);
  if (!before || *before == level) return std::nullopt;
  return name_ + (level ? " up" : " down");
}

std::string packet_label(const std::string& packet) {
  std::string label;
  for (const char c : packet) {
    if (c >= ' ' && c <= '~') label += c;
  }
  const std::size_t first = label.find_first_not_of(' ');
  if (first == std::string::npos) return "udp";
  return "udp " +
         label.substr(first, std::min<std::size_t>(40, label.find_last_not_of(' ') + 1 - first));
}

struct MarkerListener::Impl {
  explicit Impl(MarkerQueue& the_queue) : queue(the_queue) {}

  void listen_udp(std::uint16_t port);
  void receive(asio::ip::udp::socket& socket);
  void watch_line(const SyncSource& source);
  void look_at_lines();
  void read_keys();
  void await_signal();

  struct ControlLine {
    int fd = -1;
    int bit = 0;
    EdgeDetector edges;
  };

  MarkerQueue& queue;
  asio::io_context io{1};
  std::list<asio::ip::udp::socket> sockets;
  std::vector<std::uint16_t> udp_ports;
  std::array<char, 512> packet{};
  std::vector<ControlLine> lines;
  asio::steady_timer line_timer{io};
  std::optional<KeyTerminal> terminal;
  asio::posix::stream_descriptor keys{io};
  std::array<char, 16> key{};
  asio::signal_set signals{io};
  std::jthread thread;
};

void MarkerListener::Impl::listen_udp(std::uint16_t port) {
  boost::system::error_code error;
  asio::ip::udp::socket& socket = sockets.emplace_back(io);
  socket.open(asio::ip::udp::v4(), error);
  if (!error) socket.bind({asio::ip::udp::v4(), port}, error);
  if (error) {
    throw DeviceError("udp:" + std::to_string(port), "cannot be listened on: " + error.message());
  }
  udp_ports.push_back(socket.local_endpoint().port());
  receive(socket);
}

void MarkerListener::Impl::receive(asio::ip::udp::socket& socket) {
  socket.async_receive(asio::buffer(packet), [&](boost::system::error_code error, std::size_t n) {
    if (error == asio::error::operation_aborted) return;
    if (!error) queue.add({now(), packet_label(std::string(packet.data(), n))});
    receive(socket);
  });
}

void MarkerListener::Impl::watch_line(const SyncSource& source) {
  ControlLine line{-1, source.kind == SyncSource::Kind::cts ? TIOCM_CTS : TIOCM_DSR,
                   EdgeDetector(std::string(name_of(source.kind)))};
  line.fd = ::open(source.port.c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (line.fd < 0) {
    throw DeviceError(source.port, std::string("cannot be opened: ") + std::strerror(errno));
  }
  lines.push_back(line);
  int bits = 0;
  if (::ioctl(line.fd, TIOCMGET, &bits) != 0) {
    throw DeviceError(source.port, "has no control lines, expected a serial port with CTS and DSR");
  }
}

void MarkerListener::Impl::look_at_lines() {
  for (ControlLine& line : lines) {
    int bits = 0;
    if (::ioctl(line.fd, TIOCMGET, &bits) != 0) continue;
    if (auto label = line.edges.update((bits & line.bit) != 0)) queue.add({now(), *label});
  }
  line_timer.expires_after(std::chrono::milliseconds(1));
  line_timer.async_wait([this](boost::system::error_code error) {
    if (!error) look_at_lines();
  });
}

void MarkerListener::Impl::read_keys() {
  keys.async_read_some(asio::buffer(key), [this](boost::system::error_code error, std::size_t n) {
    if (error) return;
    // One press may send several characters (an arrow): the first printable one names it.
    std::string label = "key";
    for (std::size_t i = 0; i < n; ++i) {
      if (key[i] > ' ' && key[i] <= '~') {
        label += std::string(" ") + key[i];
        break;
      }
    }
    queue.add({now(), label});
    read_keys();
  });
}

void MarkerListener::Impl::await_signal() {
  signals.async_wait([this](boost::system::error_code error, int) {
    if (error) return;
    queue.add({now(), "signal"});
    await_signal();
  });
}

MarkerListener::MarkerListener(const MarkerOptions& options, MarkerQueue& queue)
    : impl_(std::make_unique<Impl>(queue)) {
  Impl& s = *impl_;
  try {
    for (const SyncSource& source : options.sync) {
      if (source.kind == SyncSource::Kind::udp) {
        s.listen_udp(source.udp_port);
      } else {
        s.watch_line(source);
      }
    }
  } catch (...) {
    for (const Impl::ControlLine& line : s.lines) ::close(line.fd);
    throw;
  }
  if (!s.lines.empty()) s.look_at_lines();
  // A program in the background would be stopped for touching the terminal.
  if (options.keys && ::isatty(STDIN_FILENO) != 0 && ::tcgetpgrp(STDIN_FILENO) == ::getpgrp()) {
    // Opened anew: reading without blocking must not change what other programs share.
    const int own = ::open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);
    if (own >= 0) {
      s.terminal.emplace();
      s.keys.assign(own);
      s.read_keys();
    }
  }
  if (options.user_signal) {
    s.signals.add(SIGUSR1);
    s.await_signal();
  }
  s.thread = std::jthread([&s] {
    const auto work = asio::make_work_guard(s.io);
    s.io.run();
  });
}

MarkerListener::~MarkerListener() {
  impl_->io.stop();
  impl_->thread.join();
  for (const Impl::ControlLine& line : impl_->lines) ::close(line.fd);
}

const std::vector<std::uint16_t>& MarkerListener::udp_ports() const noexcept {
  return impl_->udp_ports;
}

}  // namespace solea
