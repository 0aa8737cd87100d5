#include "acquisition/virtual_mat/server.h"

#include <chrono>
#include <utility>

#include "acquisition/asio.h"
#include "acquisition/virtual_mat/line.h"

namespace solea::virtual_mat {

namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

struct Server::Impl {
  Impl(const DeviceDriver& the_driver, const TwinSettings& settings, VirtualMat& the_mat,
       const ServerOptions& the_options)
      : driver(the_driver),
        mat(the_mat),
        options(the_options),
        twin(driver.make_twin(settings)),
        faulty(options.faults, options.seed),
        line(options.link.empty() ? make_tcp_line(io, options.listen)
                                  : make_pty_line(io, options.link)),
        address(line->path()),
        frame_bytes(driver.plate.cells() * 2 + 64) {}

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
  std::size_t frame_bytes;
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
