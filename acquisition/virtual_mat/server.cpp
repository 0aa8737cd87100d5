#include "acquisition/virtual_mat/server.h"

#include <fcntl.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>
#include <filesystem>

#include "acquisition/asio.h"
#include "acquisition/transport.h"
#include "core/error.h"

namespace solea::virtual_mat {

namespace {

using Clock = std::chrono::steady_clock;

/// The line to the host: a pseudo-terminal or one TCP connection at a time.
class Line {
 public:
  virtual ~Line() = default;
  virtual void async_read(std::function<void(std::span<const std::byte>)> on_bytes) = 0;
  /// False when no host is there: the bytes are gone.
  virtual bool send(std::vector<std::byte> bytes) = 0;
  /// Bytes that wait to be taken by the host.
  [[nodiscard]] virtual std::size_t waiting() const = 0;
};

/// Queue of writes on an Asio stream.
template <class Stream>
class StreamLine : public Line {
 public:
  explicit StreamLine(asio::io_context& io) : stream_(io) {}

  void async_read(std::function<void(std::span<const std::byte>)> on_bytes) override {
    on_bytes_ = std::move(on_bytes);
    read();
  }
  bool send(std::vector<std::byte> bytes) override {
    if (!open_) return false;
    if (bytes.empty()) return true;
    waiting_ += bytes.size();
    queue_.push_back(std::move(bytes));
    if (queue_.size() == 1) write();
    return true;
  }
  [[nodiscard]] std::size_t waiting() const override { return waiting_; }

 protected:
  void opened() {
    open_ = true;
    if (on_bytes_) read();
  }
  virtual void lost() = 0;
  Stream stream_;

 private:
  void read() {
    if (!open_) return;
    stream_.async_read_some(asio::buffer(buffer_),
                            [this](boost::system::error_code error, std::size_t count) {
                              if (error) return end(error);
                              on_bytes_(std::span<const std::byte>(buffer_).first(count));
                              read();
                            });
  }
  void write() {
    asio::async_write(stream_, asio::buffer(queue_.front()),
                      [this](boost::system::error_code error, std::size_t) {
                        if (error) return end(error);
                        waiting_ -= queue_.front().size();
                        queue_.pop_front();
                        if (!queue_.empty()) write();
                      });
  }
  void end(boost::system::error_code error) {
    if (!open_ || error == asio::error::operation_aborted) return;
    open_ = false;
    queue_.clear();
    waiting_ = 0;
    lost();
  }

  bool open_ = false;
  std::function<void(std::span<const std::byte>)> on_bytes_;
  std::array<std::byte, 4096> buffer_{};
  std::deque<std::vector<std::byte>> queue_;
  std::size_t waiting_ = 0;
};

/// A pseudo-terminal with a link to it. The other end is held open here too, so that the line lives
/// while no host has it open, as a cable does.
class PtyLine final : public StreamLine<asio::posix::stream_descriptor> {
 public:
  PtyLine(asio::io_context& io, std::string link) : StreamLine(io), link_(std::move(link)) {
    int master = -1;
    int slave = -1;
    termios raw{};
    ::cfmakeraw(&raw);
    raw.c_cflag |= CS8 | CREAD | CLOCAL;
    std::array<char, 256> name{};
    if (::openpty(&master, &slave, name.data(), &raw, nullptr) != 0) {
      throw DeviceError(link_, std::string("no pseudo-terminal: ") + std::strerror(errno));
    }
    ::fcntl(master, F_SETFD, FD_CLOEXEC);
    ::fcntl(slave, F_SETFD, FD_CLOEXEC);
    slave_.assign(io, slave);
    stream_.assign(master);
    path_ = name.data();
    make_link();
    opened();
  }
  ~PtyLine() override {
    std::error_code error;
    if (std::filesystem::is_symlink(link_, error) &&
        std::filesystem::read_symlink(link_, error) == path_) {
      std::filesystem::remove(link_, error);
    }
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  void make_link() {
    std::error_code error;
    if (std::filesystem::is_symlink(link_, error) &&
        std::filesystem::read_symlink(link_, error).string().starts_with("/dev/pts/")) {
      std::filesystem::remove(link_, error);  // of an earlier run
    } else if (std::filesystem::exists(link_, error)) {
      throw DeviceError(link_, "exists and is no link of a virtual mat, expected a free name");
    }
    std::filesystem::create_symlink(path_, link_, error);
    if (error) throw DeviceError(link_, "cannot be made a link: " + error.message());
  }
  void lost() override {}

  struct Slave {
    int fd = -1;
    void assign(asio::io_context&, int descriptor) { fd = descriptor; }
    ~Slave() {
      if (fd >= 0) ::close(fd);
    }
  } slave_;
  std::string link_;
  std::string path_;
};

/// Listens, serves one host at a time and waits for the next.
class TcpLine final : public StreamLine<asio::ip::tcp::socket> {
 public:
  TcpLine(asio::io_context& io, const std::string& address) : StreamLine(io), acceptor_(io) {
    if (!is_network_address(address)) {
      throw DeviceError(address, "no address to listen on, expected HOST:PORT");
    }
    const std::size_t colon = address.rfind(':');
    boost::system::error_code error;
    asio::ip::tcp::resolver resolver(io);
    const auto found = resolver.resolve(address.substr(0, colon), address.substr(colon + 1), error);
    if (!error) {
      const asio::ip::tcp::endpoint endpoint = found.begin()->endpoint();
      acceptor_.open(endpoint.protocol(), error);
      if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
      if (!error) acceptor_.bind(endpoint, error);
      if (!error) acceptor_.listen(1, error);
    }
    if (error) throw DeviceError(address, "cannot listen: " + error.message());
    path_ = address.substr(0, colon) + ":" + std::to_string(acceptor_.local_endpoint().port());
    lost();
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  void lost() override {
    boost::system::error_code ignored;
    stream_.close(ignored);
    acceptor_.async_accept(stream_, [this](boost::system::error_code error) {
      if (error) return;
      boost::system::error_code option;
      stream_.set_option(asio::ip::tcp::no_delay(true), option);
      opened();
    });
  }

  asio::ip::tcp::acceptor acceptor_;
  std::string path_;
};

}  // namespace

struct Server::Impl {
  Impl(const DeviceDriver& the_driver, const TwinSettings& settings, VirtualMat& the_mat,
       const ServerOptions& the_options)
      : driver(the_driver),
        mat(the_mat),
        options(the_options),
        twin(driver.make_twin(settings)),
        faulty(options.faults, options.seed) {
    if (!options.link.empty()) {
      auto pty = std::make_unique<PtyLine>(io, options.link);
      address = pty->path();
      line = std::move(pty);
    } else {
      auto tcp = std::make_unique<TcpLine>(io, options.listen);
      address = tcp->path();
      line = std::move(tcp);
    }
    frame_bytes = driver.plate.cells() * 2 + 64;
  }

  void send_frame();
  void tick();
  void leave(Clock::time_point deadline);
  void watch();

  const DeviceDriver& driver;
  VirtualMat& mat;
  ServerOptions options;
  asio::io_context io{1};
  asio::steady_timer frame_timer{io};
  asio::steady_timer watch_timer{io};
  std::unique_ptr<DeviceTwin> twin;
  FaultyLine faulty;
  std::unique_ptr<Line> line;
  std::string address;
  std::size_t frame_bytes = 0;
  std::function<bool()> interrupted;
  std::optional<Clock::time_point> streaming_since;  ///< when frame 0 was due
  std::uint64_t sent = 0;
  std::uint64_t lost = 0;
};

void Server::Impl::send_frame() {
  const std::size_t k = mat.frames();
  const auto counts = mat.next_frame();
  const std::chrono::nanoseconds clock(
      static_cast<std::int64_t>(1e9 * static_cast<double>(k) / mat.rate_hz()));
  // A device has room for about a second of frames; then it must let them go.
  if (static_cast<double>(line->waiting()) >
      std::max(1.0, mat.rate_hz()) * static_cast<double>(frame_bytes)) {
    ++lost;
    return;
  }
  std::vector<std::byte> bytes;
  bytes.reserve(frame_bytes);
  twin->encode({k, {}, clock, counts}, bytes);
  faulty.spoil(bytes);
  if (line->send(std::move(bytes))) {
    ++sent;
  } else {
    ++lost;
  }
}

/// Sends a frame when it is due and sets the timer for the next one. One at a time: a machine too
/// slow for the rate must still hear the host and the user.
void Server::Impl::tick() {
  if (!twin->wants_frame()) {
    streaming_since.reset();  // the next start begins a new stretch
    return;
  }
  if (!streaming_since) {
    streaming_since =
        Clock::now() - std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(
                           static_cast<double>(mat.frames()) / mat.rate_hz()));
  }
  const auto due = [&] {
    return *streaming_since +
           std::chrono::duration_cast<Clock::duration>(
               std::chrono::duration<double>(static_cast<double>(mat.frames()) / mat.rate_hz()));
  };
  if (due() <= Clock::now()) {
    const double time_s = static_cast<double>(mat.frames()) / mat.rate_hz();
    if ((options.duration_s && time_s >= *options.duration_s) ||
        (options.faults.unplug_s && time_s >= *options.faults.unplug_s)) {
      leave(Clock::now() + std::chrono::seconds(1));
      return;
    }
    send_frame();
  }
  frame_timer.expires_at(due());
  frame_timer.async_wait([this](boost::system::error_code error) {
    if (!error) tick();
  });
}

/// Goes away once the line has taken what was sent, or at the deadline.
void Server::Impl::leave(Clock::time_point deadline) {
  if (line->waiting() == 0 || Clock::now() >= deadline) {
    io.stop();
    return;
  }
  frame_timer.expires_after(std::chrono::milliseconds(1));
  frame_timer.async_wait([this, deadline](boost::system::error_code error) {
    if (!error) leave(deadline);
  });
}

void Server::Impl::watch() {
  if (interrupted()) {
    io.stop();
    return;
  }
  watch_timer.expires_after(std::chrono::milliseconds(50));
  watch_timer.async_wait([this](boost::system::error_code error) {
    if (!error) watch();
  });
}

Server::Server(const DeviceDriver& driver, const TwinSettings& settings, VirtualMat& mat,
               const ServerOptions& options)
    : impl_(std::make_unique<Impl>(driver, settings, mat, options)) {}

Server::~Server() = default;

const std::string& Server::address() const noexcept {
  return impl_->address;
}

void Server::run(const std::function<bool()>& interrupted) {
  Impl& s = *impl_;
  s.interrupted = interrupted;
  s.line->async_read([&s](std::span<const std::byte> bytes) {
    std::vector<std::byte> reply;
    const bool before = s.twin->wants_frame();
    s.twin->receive(bytes, reply);
    s.line->send(std::move(reply));
    if (!before && s.twin->wants_frame()) s.tick();
  });
  s.watch();
  s.io.run();
}

std::uint64_t Server::frames_sent() const noexcept {
  return impl_->sent;
}
std::uint64_t Server::frames_lost() const noexcept {
  return impl_->lost;
}

}  // namespace solea::virtual_mat
