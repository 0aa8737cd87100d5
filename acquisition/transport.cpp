#include "acquisition/transport.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <thread>

#include "acquisition/asio.h"
#include "core/error.h"

namespace solea {

namespace {

using Clock = std::chrono::steady_clock;

/// Reads and writes any Asio stream.
template <class Stream>
class AsioTransport final : public Transport {
 public:
  explicit AsioTransport(std::string port) : port_(std::move(port)), stream_(io_) {}

  Stream& stream() { return stream_; }
  asio::io_context& io() { return io_; }

  void write(std::string_view bytes) override {
    boost::system::error_code error;
    asio::write(stream_, asio::buffer(bytes), error);
    if (error) throw DeviceError(port_, "cannot be written to: " + error.message());
  }

  std::error_code run(const std::function<void(std::span<const std::byte>)>& on_bytes) override {
    on_bytes_ = &on_bytes;
    read_some();
    io_.run();
    return end_;
  }

  void stop(std::string_view last_words) override {
    asio::post(io_, [this, words = std::string(last_words)] {
      boost::system::error_code ignored;
      if (!words.empty()) asio::write(stream_, asio::buffer(words), ignored);
      io_.stop();
    });
  }

 private:
  void read_some() {
    stream_.async_read_some(asio::buffer(buffer_),
                            [this](boost::system::error_code error, std::size_t count) {
                              if (count > 0)
                                (*on_bytes_)(std::span<const std::byte>(buffer_).first(count));
                              if (error) {
                                end_ = error;
                                return;
                              }
                              read_some();
                            });
  }

  std::string port_;
  asio::io_context io_{1};
  Stream stream_;
  std::array<std::byte, 64 * 1024> buffer_{};
  const std::function<void(std::span<const std::byte>)>* on_bytes_ = nullptr;
  std::error_code end_;
};

/// Tries until it works or patience is over; `attempt` gives what stands in the way, and whether
/// that may pass.
struct Obstacle {
  std::string what;
  bool may_pass = false;
};

template <class Attempt>
void persist(const std::string& port, std::chrono::milliseconds patience, Attempt attempt) {
  const auto deadline = Clock::now() + patience;
  for (;;) {
    const std::optional<Obstacle> obstacle = attempt();
    if (!obstacle) return;
    if (!obstacle->may_pass || Clock::now() >= deadline) throw DeviceError(port, obstacle->what);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

std::optional<Obstacle> explain_open(const boost::system::error_code& error) {
  switch (error.value()) {
    case 0:
      return std::nullopt;
    case ENOENT:
      return Obstacle{"no such port, expected a serial port or HOST:PORT", true};
    case EACCES:
      return Obstacle{"no permission to open the port, expected to be in group dialout", false};
    case EBUSY:
      return Obstacle{"the port is busy, another program has opened it", false};
    case ENOTTY:
    case EINVAL:
      return Obstacle{"is not a serial port", false};
    case EIO:
    case ENXIO:
      return Obstacle{"the port does not answer, the mat behind it is gone", true};
    default:
      return Obstacle{"cannot be opened: " + error.message(), false};
  }
}

std::unique_ptr<Transport> open_serial(const std::string& port, unsigned baud,
                                       std::chrono::milliseconds patience) {
  auto transport = std::make_unique<AsioTransport<asio::serial_port>>(port);
  asio::serial_port& serial = transport->stream();
  persist(port, patience, [&]() -> std::optional<Obstacle> {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(port, ignored) ||
        std::filesystem::is_directory(port, ignored)) {
      return Obstacle{"is not a serial port", false};
    }
    boost::system::error_code error;
    serial.open(port, error);
    return explain_open(error);
  });
  // Two programs on one port would each get half of the bytes. The lock binds programs that ask for
  // it, the exclusive mode all others (except root's).
  const int fd = serial.native_handle();
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    throw DeviceError(port, "the port is busy, another program has opened it");
  }
  ::ioctl(fd, TIOCEXCL);
  boost::system::error_code error;
  using Serial = asio::serial_port_base;
  if (baud > 0) serial.set_option(Serial::baud_rate(baud), error);
  if (!error) serial.set_option(Serial::character_size(8), error);
  if (!error) serial.set_option(Serial::parity(Serial::parity::none), error);
  if (!error) serial.set_option(Serial::stop_bits(Serial::stop_bits::one), error);
  if (!error) serial.set_option(Serial::flow_control(Serial::flow_control::none), error);
  if (error)
    throw DeviceError(port,
                      "cannot be set to " + std::to_string(baud) + " baud 8N1: " + error.message());
  ::tcflush(fd, TCIFLUSH);  // what lay there before belongs to nobody
  return transport;
}

std::unique_ptr<Transport> open_tcp(const std::string& port, std::chrono::milliseconds patience) {
  auto transport = std::make_unique<AsioTransport<asio::ip::tcp::socket>>(port);
  const std::size_t colon = port.rfind(':');
  const std::string host = port.substr(0, colon);
  const std::string service = port.substr(colon + 1);
  asio::ip::tcp::resolver resolver(transport->io());
  boost::system::error_code error;
  const auto addresses = resolver.resolve(host, service, error);
  if (error) throw DeviceError(port, "unknown host or port: " + error.message());
  persist(port, patience, [&]() -> std::optional<Obstacle> {
    // A host that swallows packets would keep a plain connect waiting for minutes.
    error = asio::error::timed_out;
    asio::async_connect(transport->stream(), addresses,
                        [&](boost::system::error_code result, const auto&) { error = result; });
    transport->io().restart();
    transport->io().run_for(std::max(patience, std::chrono::milliseconds(1000)));
    if (error == asio::error::timed_out) {
      boost::system::error_code ignored;
      transport->stream().close(ignored);
      transport->io().run();  // lets the abandoned attempt end
      return Obstacle{"cannot connect: nobody answers", false};
    }
    if (!error) return std::nullopt;
    const bool may_pass = error == asio::error::connection_refused;
    return Obstacle{may_pass ? "connection refused, nobody listens there"
                             : "cannot connect: " + error.message(),
                    may_pass};
  });
  transport->io().restart();
  transport->stream().set_option(asio::ip::tcp::no_delay(true), error);
  return transport;
}

}  // namespace

bool is_network_address(const std::string& port) {
  const std::size_t colon = port.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == port.size()) return false;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return port.find('/') == std::string::npos &&
         std::all_of(port.begin() + static_cast<std::ptrdiff_t>(colon) + 1, port.end(), digit);
}

std::unique_ptr<Transport> open_transport(const std::string& port, unsigned baud,
                                          std::chrono::milliseconds patience) {
  return is_network_address(port) ? open_tcp(port, patience) : open_serial(port, baud, patience);
}

}  // namespace solea
