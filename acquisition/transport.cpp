#include "acquisition/transport.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <thread>

#include "acquisition/asio.h"
#include "acquisition/evdev_transport.h"
#include "acquisition/ports.h"
#include "core/error.h"

namespace solea {

namespace {

using Clock = std::chrono::steady_clock;

/// Reads and writes any Asio stream.
template <class Stream>
class AsioTransport final : public Transport {
 public:
  AsioTransport() : stream_(io_), word_timer_(io_), farewell_timer_(io_) {}

  Stream& stream() { return stream_; }
  asio::io_context& io() { return io_; }

  std::error_code run(Conversation& conversation) override {
    conversation_ = &conversation;
    talk();
    read_some();
    io_.run();
    return end_;
  }

  void stop(std::string_view last_words) override {
    asio::post(io_, [this, words = std::string(last_words)] {
      for (const char c : words) said_.push_back(static_cast<std::byte>(c));
      leaving_ = true;
      if (!writing_) write();
      if (!writing_) return io_.stop();
      farewell_timer_.expires_after(std::chrono::milliseconds(200));
      farewell_timer_.async_wait([this](boost::system::error_code) { io_.stop(); });
    });
  }

 private:
  void end(boost::system::error_code error) {
    if (!end_) end_ = error;
    io_.stop();
  }

  void read_some() {
    stream_.async_read_some(
        asio::buffer(buffer_), [this](boost::system::error_code error, std::size_t count) {
          if (count > 0) {
            conversation_->hear(std::span<const std::byte>(buffer_).first(count));
          }
          if (error) return end(error);
          talk();
          read_some();
        });
  }

  /// Says what there is to say and sets the timer for the next word.
  void talk() {
    if (leaving_) return;
    conversation_->speak(said_);
    if (!writing_) write();
    const auto next = conversation_->next_word();
    if (next == awaited_) return;
    awaited_ = next;
    if (!next) {
      word_timer_.cancel();
      return;
    }
    // Not at once again: a decoder whose time stays in the past must not turn in circles.
    const Clock::time_point at(std::chrono::duration_cast<Clock::duration>(*next));
    word_timer_.expires_at(std::max(at, Clock::now() + std::chrono::milliseconds(1)));
    word_timer_.async_wait([this](boost::system::error_code error) {
      if (error) return;
      awaited_.reset();
      talk();
    });
  }

  void write() {
    if (said_.empty()) return;
    writing_ = true;
    on_its_way_.swap(said_);
    said_.clear();
    asio::async_write(stream_, asio::buffer(on_its_way_),
                      [this](boost::system::error_code error, std::size_t) {
                        writing_ = false;
                        if (error) return;  // reading tells, after what is still to be read
                        write();
                        if (leaving_ && !writing_) io_.stop();
                      });
  }

  asio::io_context io_{1};
  Stream stream_;
  asio::steady_timer word_timer_;
  asio::steady_timer farewell_timer_;
  std::vector<std::byte> buffer_ = std::vector<std::byte>(256 * 1024);
  std::vector<std::byte> said_;        ///< waits to be written
  std::vector<std::byte> on_its_way_;  ///< is being written
  bool writing_ = false;
  bool leaving_ = false;
  std::optional<std::chrono::nanoseconds> awaited_;  ///< for which word_timer_ is set
  Conversation* conversation_ = nullptr;
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

std::optional<Obstacle> explain_open(const boost::system::error_code& error,
                                     const std::string& port) {
  switch (error.value()) {
    case 0:
      return std::nullopt;
    case ENOENT:
      return Obstacle{"no such port, expected a serial port or HOST:PORT", true};
    case EACCES:
      return Obstacle{permission_advice(port), false};
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
  auto transport = std::make_unique<AsioTransport<asio::serial_port>>();
  asio::serial_port& serial = transport->stream();
  persist(port, patience, [&]() -> std::optional<Obstacle> {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(port, ignored) ||
        std::filesystem::is_directory(port, ignored)) {
      return Obstacle{"is not a serial port", false};
    }
    boost::system::error_code error;
    serial.open(port, error);
    return explain_open(error, port);
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
  auto transport = std::make_unique<AsioTransport<asio::ip::tcp::socket>>();
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
  if (is_input_device(port)) return open_input_device(port);
  return is_network_address(port) ? open_tcp(port, patience) : open_serial(port, baud, patience);
}

}  // namespace solea
