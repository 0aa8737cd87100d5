#include <libudev.h>
#include <poll.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "acquisition/ports.h"

namespace solea {

namespace {

using Clock = std::chrono::steady_clock;

struct Unref {
  void operator()(udev* p) const { udev_unref(p); }
  void operator()(udev_monitor* p) const { udev_monitor_unref(p); }
  void operator()(udev_device* p) const { udev_device_unref(p); }
};

}  // namespace

struct PortWatch::Impl {
  Impl() : ports(list_ports()) {
    if (!udev) return;
    monitor.reset(udev_monitor_new_from_netlink(udev.get(), "udev"));
    if (!monitor) return;
    udev_monitor_filter_add_match_subsystem_devtype(monitor.get(), "tty", nullptr);
    udev_monitor_filter_add_match_subsystem_devtype(monitor.get(), "input", nullptr);
    if (udev_monitor_enable_receiving(monitor.get()) < 0) monitor.reset();
  }

  /// Until there is news, a second has passed or it is time.
  void rest(std::chrono::milliseconds most) const {
    const auto ms = static_cast<int>(std::clamp<std::int64_t>(most.count(), 0, 1000));
    pollfd news{monitor ? udev_monitor_get_fd(monitor.get()) : -1, POLLIN, 0};
    if (::poll(&news, 1, ms) <= 0) return;
    while (std::unique_ptr<udev_device, Unref>(udev_monitor_receive_device(monitor.get()))) {
    }
  }

  std::vector<SerialPort> ports;
  std::unique_ptr<::udev, Unref> udev{udev_new()};
  std::unique_ptr<udev_monitor, Unref> monitor;
};

PortWatch::PortWatch() : impl_(std::make_unique<Impl>()) {}
PortWatch::~PortWatch() = default;

PortChanges PortWatch::wait(std::chrono::milliseconds patience) {
  const auto deadline = Clock::now() + patience;
  for (;;) {
    std::vector<SerialPort> now = list_ports();
    PortChanges changes = port_changes(impl_->ports, now);
    impl_->ports = std::move(now);
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    if (!changes.plugged.empty() || !changes.unplugged.empty() || left.count() <= 0) {
      return changes;
    }
    impl_->rest(left);
  }
}

const std::vector<SerialPort>& PortWatch::ports() const noexcept {
  return impl_->ports;
}

}  // namespace solea
