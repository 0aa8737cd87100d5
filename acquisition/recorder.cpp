#include "acquisition/recorder.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "acquisition/frame_ring.h"
#include "acquisition/transport.h"
#include "core/error.h"

namespace solea {

namespace {

using Clock = std::chrono::steady_clock;

std::chrono::nanoseconds now() {
  return Clock::now().time_since_epoch();
}

std::size_t ring_capacity(const DeviceDriver& driver) {
  constexpr double seconds = 4;
  return static_cast<std::size_t>(std::max(64.0, std::ceil(seconds * driver.rate_hz)));
}

}  // namespace

struct Recorder::Impl {
  Impl(const DeviceDriver& the_driver, RecorderOptions the_options)
      : driver(the_driver),
        options(std::move(the_options)),
        transport(open_transport(options.port,
                                 options.baud != 0 ? options.baud : driver.default_baud,
                                 options.patience)),
        decoder(driver.make_decoder()),
        ring(driver.plate.cells(), ring_capacity(driver)) {}

  void run_io();
  void run_writer(FrameSink& sink);
  void supervise();

  const DeviceDriver& driver;
  RecorderOptions options;
  std::unique_ptr<Transport> transport;
  std::unique_ptr<FrameDecoder> decoder;  ///< io thread only
  FrameRing ring;

  std::atomic<bool> stopping{false};
  std::atomic<bool> ended{false};
  mutable std::mutex mutex;  ///< guards what follows
  DecodeStats decoded;
  Announcement announced;
  std::uint64_t bytes = 0;
  std::chrono::nanoseconds started{};
  std::chrono::nanoseconds last_frame{};
  std::exception_ptr failure;  ///< the first one

  std::jthread io_thread;
  std::jthread writer_thread;

  void fail(std::exception_ptr error) {
    const std::scoped_lock lock(mutex);
    if (!failure) failure = std::move(error);
    ended = true;
  }
};

void Recorder::Impl::run_io() {
  /// Frames go into the ring; what the mat announced is published before its first frame.
  class ToRing final : public FrameSink {
   public:
    explicit ToRing(Impl& impl) : impl_(impl) {}
    void accept(const RawFrameView& frame) override {
      if (first_) {
        const std::scoped_lock lock(impl_.mutex);
        impl_.announced = impl_.decoder->announcement();
        first_ = false;
      }
      impl_.ring.push(frame);
    }

   private:
    Impl& impl_;
    bool first_ = true;
  } to_ring(*this);

  try {
    const std::error_code end = transport->run([&](std::span<const std::byte> chunk) {
      const auto arrival = now();
      decoder->feed(chunk, arrival, to_ring);
      const DecodeStats stats = decoder->stats();
      const std::scoped_lock lock(mutex);
      bytes += chunk.size();
      if (stats.frames > decoded.frames) last_frame = arrival;
      decoded = stats;
    });
    if (end && !stopping) {
      throw DeviceError(options.port, "the mat went away while recording (" + end.message() + ")");
    }
  } catch (...) {
    fail(std::current_exception());
  }
  ended = true;
  ring.close();
}

void Recorder::Impl::run_writer(FrameSink& sink) {
  try {
    while (ring.pop(sink)) {
    }
  } catch (...) {
    fail(std::current_exception());
  }
}

/// Turns a silent mat into an error.
void Recorder::Impl::supervise() {
  const std::scoped_lock lock(mutex);
  if (ended || failure) return;
  const auto t = now();
  std::string what;
  if (decoded.frames == 0 && t - started > options.first_frame) {
    const auto waited = std::to_string(options.first_frame.count() / 1000);
    what = bytes == 0 ? "no data within " + waited + " s, expected "
                      : std::to_string(bytes) + " bytes but no whole frame within " + waited +
                            " s, expected ";
    what += std::string(driver.wire) + " (driver " + std::string(driver.id) + ")";
  } else if (decoded.frames > 0 && t - last_frame > options.silence) {
    what = "the mat fell silent: no frame for " + std::to_string(options.silence.count() / 1000) +
           " s";
  } else {
    return;
  }
  failure = std::make_exception_ptr(DeviceError(options.port, what));
  ended = true;
}

Recorder::Recorder(const DeviceDriver& driver, RecorderOptions options)
    : impl_(std::make_unique<Impl>(driver, std::move(options))) {}

Recorder::~Recorder() {
  try {
    stop();
  } catch (const std::exception&) {
    // Whoever wanted to know has called stop().
  }
}

void Recorder::start(FrameSink& sink) {
  if (!impl_->driver.start_command.empty()) impl_->transport->write(impl_->driver.start_command);
  impl_->started = now();
  impl_->writer_thread = std::jthread([this, &sink] { impl_->run_writer(sink); });
  impl_->io_thread = std::jthread([this] { impl_->run_io(); });
}

AcquisitionStats Recorder::stats() const {
  AcquisitionStats stats;
  const std::scoped_lock lock(impl_->mutex);
  stats.frames = impl_->decoded.frames;
  stats.gaps = impl_->decoded.gaps;
  stats.frames_missing = impl_->decoded.frames_missing;
  stats.bad_checksum = impl_->decoded.bad_checksum;
  stats.bytes_skipped = impl_->decoded.bytes_skipped;
  stats.ring_dropped = impl_->ring.dropped();
  stats.ring_peak_fill = impl_->ring.peak_fill();
  return stats;
}

Announcement Recorder::announcement() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->announced;
}

bool Recorder::running() const {
  impl_->supervise();
  return !impl_->ended;
}

void Recorder::stop() {
  Impl& s = *impl_;
  if (!s.writer_thread.joinable()) return;
  s.stopping = true;
  s.transport->stop(s.driver.stop_command);
  s.io_thread.join();
  s.writer_thread.join();
  if (s.failure) std::rethrow_exception(std::exchange(s.failure, nullptr));
}

void record_for(Recorder& recorder, FrameSink& sink, std::chrono::nanoseconds duration,
                const std::function<bool()>& interrupted,
                const std::function<void(const AcquisitionStats&)>& progress,
                AcquisitionStats& stats) {
  constexpr auto tick = std::chrono::milliseconds(10);
  constexpr int ticks_a_report = 20;
  recorder.start(sink);
  std::optional<Clock::time_point> first_frame;
  for (int ticks = 0; recorder.running() && !interrupted(); ++ticks) {
    std::this_thread::sleep_for(tick);
    stats = recorder.stats();
    if (!first_frame && stats.frames > 0) first_frame = Clock::now();
    if (first_frame && duration.count() > 0 && Clock::now() - *first_frame >= duration) break;
    if (ticks % ticks_a_report == 0) progress(stats);
  }
  try {
    recorder.stop();
  } catch (...) {
    stats = recorder.stats();
    throw;
  }
  stats = recorder.stats();
}

}  // namespace solea
