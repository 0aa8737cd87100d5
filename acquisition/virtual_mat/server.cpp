#include "acquisition/virtual_mat/server.h"

#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>
#include <filesystem>
#include <utility>

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
  void when_open(std::function<void()> on_open) override { on_open_ = std::move(on_open); }
  bool send(std::vector<std::byte> bytes) override {
    if (!open_) return false;
    if (bytes.empty()) return true;
    waiting_ += bytes.size();
    queue_.push_back(std::move(bytes));
    if (queue_.size() == 1) write();
    return true;
  }
  [[nodiscard]] std::size_t waiting() const override { return waiting_; }
  [[nodiscard]] bool open() const override { return open_; }

 protected:
  /// Ends the link; what still comes of it is ignored.
  void hang_up() {
    forget();
    boost::system::error_code ignored;
    stream_.close(ignored);
  }
  void opened() {
    open_ = true;
    if (on_bytes_) read();
    if (on_open_) on_open_();
  }
  virtual void lost() = 0;
  Stream stream_;

 private:
  void read() {
    if (!open_) return;
    stream_.async_read_some(asio::buffer(buffer_),
                            [this, era = era_](boost::system::error_code error, std::size_t count) {
                              if (era != era_) return;
                              if (error) return end(error);
                              on_bytes_(std::span<const std::byte>(buffer_).first(count));
                              read();
                            });
  }
  void write() {
    asio::async_write(stream_, asio::buffer(queue_.front()),
                      [this, era = era_](boost::system::error_code error, std::size_t) {
                        if (era != era_) return;
                        if (error) return end(error);
                        waiting_ -= queue_.front().size();
                        queue_.pop_front();
                        if (!queue_.empty()) write();
                      });
  }
  void end(boost::system::error_code error) {
    if (!open_ || error == asio::error::operation_aborted) return;
    forget();
    lost();
  }
  void forget() {
    open_ = false;
    ++era_;
    queue_.clear();
    waiting_ = 0;
  }

  bool open_ = false;
  unsigned era_ = 0;  ///< counts the links, so that words of an earlier one are not taken
  std::function<void(std::span<const std::byte>)> on_bytes_;
  std::function<void()> on_open_;
  std::array<std::byte, 4096> buffer_{};
  std::deque<std::vector<std::byte>> queue_;
  std::size_t waiting_ = 0;
};

/// A pseudo-terminal with a link to it. The other end is held open here too, so that the line lives
/// while no host has it open, as a cable does.
class PtyLine final : public StreamLine<asio::posix::stream_descriptor> {
 public:
  PtyLine(asio::io_context& io, std::string link)
      : StreamLine(io), settle_timer_(io), link_(std::move(link)) {
    make_pty();
    await_host(Clock::now() + std::chrono::seconds(1));
  }
  ~PtyLine() override { remove(); }

  [[nodiscard]] std::size_t unread() const override {
    int bytes = 0;
    return ::ioctl(slave_, FIONREAD, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
  }
  void pull() override {
    remove();
    hang_up();
  }
  /// A new pseudo-terminal in the old one's place.
  void plug() override {
    make_pty();
    await_host(Clock::now() + std::chrono::seconds(2));
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  /// A host has the line for itself, or speaks; one that does neither cannot be seen and is there
  /// at the deadline. What is sent before it has set up its side would be thrown away there.
  void await_host(Clock::time_point deadline) {
    int exclusive = 0;
    int said = 0;
    const bool here = (::ioctl(slave_, TIOCGEXCL, &exclusive) == 0 && exclusive != 0) ||
                      (::ioctl(stream_.native_handle(), FIONREAD, &said) == 0 && said > 0);
    const bool go_on = here || Clock::now() >= deadline;
    settle_timer_.expires_after(std::chrono::milliseconds(go_on ? 20 : 2));
    settle_timer_.async_wait([this, go_on, deadline](boost::system::error_code error) {
      if (error) return;
      if (go_on) return opened();
      await_host(deadline);
    });
  }
  void make_pty() {
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
    slave_ = slave;
    stream_.assign(master);
    path_ = name.data();
    make_link();
  }
  void remove() {
    settle_timer_.cancel();
    if (slave_ >= 0) ::close(std::exchange(slave_, -1));
    std::error_code error;
    if (std::filesystem::is_symlink(link_, error) &&
        std::filesystem::read_symlink(link_, error) == path_) {
      std::filesystem::remove(link_, error);
    }
  }
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

  asio::steady_timer settle_timer_;
  int slave_ = -1;
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
      endpoint_ = found.begin()->endpoint();
      error = listen();
    }
    if (error) throw DeviceError(address, "cannot listen: " + error.message());
    endpoint_.port(acceptor_.local_endpoint().port());
    path_ = address.substr(0, colon) + ":" + std::to_string(endpoint_.port());
    lost();
  }
  [[nodiscard]] std::size_t unread() const override {
    int bytes = 0;
    const int fd = const_cast<asio::ip::tcp::socket&>(stream_).native_handle();
    return ::ioctl(fd, TIOCOUTQ, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
  }
  void pull() override {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    hang_up();
  }
  void plug() override {
    if (const auto error = listen()) {
      throw DeviceError(path_, "cannot listen again: " + error.message());
    }
    lost();
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  boost::system::error_code listen() {
    boost::system::error_code error;
    acceptor_.open(endpoint_.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint_, error);
    if (!error) acceptor_.listen(1, error);
    return error;
  }
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
  asio::ip::tcp::endpoint endpoint_;
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

  /// The cable to the host: in, about to be pulled, out, back but no host there yet.
  enum class Cable : std::uint8_t { in, leaving, out, coming };

  void send_frame();
  void pull_when_read(Clock::time_point deadline, int quiet = 0);
  void tick();
  void leave(Clock::time_point deadline);
  void watch();

  const DeviceDriver& driver;
  VirtualMat& mat;
  ServerOptions options;
  asio::io_context io{1};
  asio::steady_timer frame_timer{io};
  asio::steady_timer watch_timer{io};
  asio::steady_timer cable_timer{io};
  std::unique_ptr<DeviceTwin> twin;
  FaultyLine faulty;
  std::unique_ptr<Line> line;
  std::string address;
  std::size_t frame_bytes = 0;
  std::function<bool()> interrupted;
  Clock::time_point due{};        ///< of the next frame
  Clock::time_point first_due{};  ///< of frame 0, had the host never paused
  bool leaving = false;
  bool paused = true;  ///< the host has not asked for a frame since the last one
  std::uint64_t sent = 0;
  std::uint64_t lost = 0;
  Cable cable = Cable::in;
  double plugged_s = 0;  ///< mat's time at which the cable was last in
  std::vector<Server::Pull> pulls;
};

void Server::Impl::send_frame() {
  const std::size_t k = mat.frames();
  const auto counts = mat.next_frame();
  const std::chrono::nanoseconds clock(
      static_cast<std::int64_t>(1e9 * static_cast<double>(k) / mat.rate_hz()));
  std::vector<std::byte> bytes;
  bytes.reserve(frame_bytes);
  twin->encode({k, {}, clock, counts}, bytes);
  faulty.spoil(bytes);
  const double time_s = static_cast<double>(k) / mat.rate_hz();
  if (cable == Cable::coming && line->open()) {
    cable = Cable::in;
    plugged_s = time_s;
  }
  if (options.faults.pull_s && cable == Cable::in && time_s - plugged_s >= *options.faults.pull_s) {
    cable = Cable::leaving;
    pulls.push_back({k, 0});
    bytes.resize(bytes.size() / 2);  // pulled in the middle of a frame
    line->send(std::move(bytes));
    pull_when_read(Clock::now() + std::chrono::seconds(2));
  }
  if (cable != Cable::in) {
    ++lost;
    ++pulls.back().count;
    return;
  }
  // A device has room for about a second of frames; then it must let them go.
  if (static_cast<double>(line->waiting()) >
      std::max(1.0, mat.rate_hz()) * static_cast<double>(frame_bytes)) {
    ++lost;
    return;
  }
  if (line->send(std::move(bytes))) {
    ++sent;
  } else {
    ++lost;
  }
}

/// Pulls the cable once the host has read what was sent before, or at the deadline, and puts it
/// back later.
void Server::Impl::pull_when_read(Clock::time_point deadline, int quiet) {
  // Several times: bytes may be between two buffers of the system, where nobody sees them.
  constexpr int enough = 3;
  cable_timer.expires_after(std::chrono::milliseconds(3));
  cable_timer.async_wait([this, deadline, quiet](boost::system::error_code error) {
    if (error) return;
    const bool read = line->waiting() == 0 && line->unread() == 0;
    const int still_quiet = read ? quiet + 1 : 0;
    if (still_quiet < enough && Clock::now() < deadline) {
      return pull_when_read(deadline, still_quiet);
    }
    line->pull();
    cable = Cable::out;
    cable_timer.expires_after(std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double>(options.faults.away_s)));
    cable_timer.async_wait([this](boost::system::error_code stopped) {
      if (stopped) return;
      line->plug();
      cable = Cable::coming;
    });
  });
}

/// Sends a frame when it is due and sets the timer for the next one. One at a time: a machine too
/// slow for the rate must still hear the host and the user. Who asks for every frame gets it at
/// once, but none faster than the mat's rate.
void Server::Impl::tick() {
  if (leaving) return;
  if (!twin->wants_frame()) {
    paused = true;
    return;
  }
  if (paused) {
    due = std::max(due, Clock::now());
    first_due = due - std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(
                          static_cast<double>(mat.frames()) / mat.rate_hz()));
    paused = false;
  }
  if (due <= Clock::now()) {
    const double time_s = static_cast<double>(mat.frames()) / mat.rate_hz();
    if ((options.duration_s && time_s >= *options.duration_s) ||
        (options.faults.unplug_s && time_s >= *options.faults.unplug_s)) {
      leave(Clock::now() + std::chrono::seconds(1));
      return;
    }
    send_frame();
    // Each time from the number of frames: a sum of periods would drift.
    due = first_due + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(
                          static_cast<double>(mat.frames()) / mat.rate_hz()));
  }
  frame_timer.expires_at(due);
  frame_timer.async_wait([this](boost::system::error_code error) {
    if (!error) tick();
  });
}

/// Goes away once the line has taken what was sent, or at the deadline.
void Server::Impl::leave(Clock::time_point deadline) {
  leaving = true;
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
  s.line->when_open([&s] { s.tick(); });
  s.watch();
  s.io.run();
}

std::uint64_t Server::frames_sent() const noexcept {
  return impl_->sent;
}
std::uint64_t Server::frames_lost() const noexcept {
  return impl_->lost;
}

const std::vector<Server::Pull>& Server::pulls() const noexcept {
  return impl_->pulls;
}

}  // namespace solea::virtual_mat
