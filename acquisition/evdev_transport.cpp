#include "acquisition/evdev_transport.h"

#include <fcntl.h>
#include <libevdev/libevdev.h>
#include <linux/major.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <span>
#include <vector>

#include "acquisition/asio.h"
#include "acquisition/ports.h"
#include "core/error.h"

namespace solea {

namespace {

constexpr auto period = std::chrono::milliseconds(10);

struct FreeDevice {
  void operator()(libevdev* device) const { libevdev_free(device); }
};

class EvdevTransport final : public Transport {
 public:
  explicit EvdevTransport(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
      throw DeviceError(path, errno == EACCES
                                  ? permission_advice(path)
                                  : std::string("cannot be opened: ") + std::strerror(errno));
    }
    file_.assign(fd);
    libevdev* device = nullptr;
    if (const int error = libevdev_new_from_fd(fd, &device); error != 0) {
      throw DeviceError(path, std::string("is no input device: ") + std::strerror(-error));
    }
    device_.reset(device);
    for (unsigned code = 0; code < ABS_CNT; ++code) {
      if (libevdev_has_event_code(device, EV_ABS, code) != 0) axes_.push_back(code);
    }
    if (axes_.empty()) throw DeviceError(path, "has no axes, expected those of a balance board");
  }

  std::error_code run(Conversation& conversation) override {
    conversation_ = &conversation;
    wait();
    next_ = std::chrono::steady_clock::now();
    tick();
    io_.run();
    return end_;
  }
  void stop(std::string_view) override {
    asio::post(io_, [this] { io_.stop(); });
  }

 private:
  /// Takes what changed; libevdev asks for the whole state again where the kernel dropped changes.
  void wait() {
    file_.async_wait(asio::posix::stream_descriptor::wait_read,
                     [this](boost::system::error_code error) {
                       if (error) return end(error);
                       input_event event{};
                       unsigned flag = LIBEVDEV_READ_FLAG_NORMAL;
                       int result = 0;
                       while ((result = libevdev_next_event(device_.get(), flag, &event)) >= 0) {
                         flag = result == LIBEVDEV_READ_STATUS_SYNC ? LIBEVDEV_READ_FLAG_SYNC
                                                                    : LIBEVDEV_READ_FLAG_NORMAL;
                       }
                       // In sync mode this says that the state is whole again.
                       if (result == -EAGAIN) return wait();
                       end({-result, boost::system::system_category()});
                     });
  }
  void tick() {
    std::vector<input_event> events(axes_.size() + 1);
    const auto time = std::chrono::duration_cast<std::chrono::microseconds>(
                          std::chrono::steady_clock::now().time_since_epoch())
                          .count();
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      events[i].type = EV_ABS;
      events[i].code = static_cast<std::uint16_t>(axes_[i]);
      events[i].value = libevdev_get_event_value(device_.get(), EV_ABS, axes_[i]);
    }
    events.back().type = EV_SYN;
    events.back().code = SYN_REPORT;
    for (input_event& e : events) {
      e.input_event_sec = time / 1000000;
      e.input_event_usec = time % 1000000;
    }
    conversation_->hear(std::as_bytes(std::span(events)));
    next_ += period;
    timer_.expires_at(next_);
    timer_.async_wait([this](boost::system::error_code error) {
      if (!error) tick();
    });
  }
  void end(boost::system::error_code error) {
    if (!end_) end_ = error;
    io_.stop();
  }

  asio::io_context io_{1};
  asio::posix::stream_descriptor file_{io_};
  asio::steady_timer timer_{io_};
  std::unique_ptr<libevdev, FreeDevice> device_;
  std::vector<unsigned> axes_;
  std::chrono::steady_clock::time_point next_;
  Conversation* conversation_ = nullptr;
  std::error_code end_;
};

}  // namespace

bool is_input_device(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISCHR(status.st_mode) &&
         major(status.st_rdev) == INPUT_MAJOR;
}

std::unique_ptr<Transport> open_input_device(const std::string& path) {
  return std::make_unique<EvdevTransport>(path);
}

}  // namespace solea
