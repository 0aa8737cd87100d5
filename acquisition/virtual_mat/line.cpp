#include "acquisition/virtual_mat/line.h"

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

#include "acquisition/transport.h"
#include "core/error.h"

namespace solea::virtual_mat {

namespace {

using Clock = std::chrono::steady_clock;

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
  [[nodiscard]] const std::string& path() const override { return path_; }

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
  [[nodiscard]] const std::string& path() const override { return path_; }

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

std::unique_ptr<Line> make_pty_line(asio::io_context& io, const std::string& link) {
  return std::make_unique<PtyLine>(io, link);
}

std::unique_ptr<Line> make_tcp_line(asio::io_context& io, const std::string& address) {
  return std::make_unique<TcpLine>(io, address);
}

}  // namespace solea::virtual_mat
