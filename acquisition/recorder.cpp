#include "acquisition/recorder.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "acquisition/frame_ring.h"
#include "acquisition/link_breaks.h"
#include "acquisition/ports.h"
#include "acquisition/transport.h"
#include "core/error.h"

namespace solea {

namespace {

using Clock = std::chrono::steady_clock;

std::chrono::nanoseconds now() {
  return Clock::now().time_since_epoch();
}

std::size_t ring_capacity(double rate_hz) {
  constexpr double seconds = 4;
  return static_cast<std::size_t>(std::max(64.0, std::ceil(seconds * rate_hz)));
}

std::string seconds_of(std::chrono::milliseconds t) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%g s", static_cast<double>(t.count()) / 1000);
  return text.data();
}

}  // namespace

struct Recorder::Impl {
  Impl(const DeviceDriver& the_driver, RecorderOptions the_options)
      : driver(the_driver),
        options(std::move(the_options)),
        rate_hz(options.rate_hz > 0 ? options.rate_hz : driver.rate_hz),
        transport(open(options.port, options.patience)),
        usb(usb_device_at(options.port)),
        decoder(driver.make_decoder()),
        ring(driver.plate.cells(), ring_capacity(rate_hz)) {}

  [[nodiscard]] std::unique_ptr<Transport> open(const std::string& port,
                                                std::chrono::milliseconds patience) const {
    return open_transport(port, options.baud != 0 ? options.baud : driver.default_baud, patience);
  }

  class ToRing;
  class DecoderTalk;

  void run_io();
  [[nodiscard]] bool reopen(std::chrono::nanoseconds deadline);
  void run_writer(FrameSink& sink);
  void supervise();
  void publish(const DecodeStats& stats, std::size_t new_bytes, std::chrono::nanoseconds arrival);

  const DeviceDriver& driver;
  RecorderOptions options;
  double rate_hz;
  std::unique_ptr<Transport> transport;   ///< changed under `mutex`, by the io thread
  std::optional<UsbDevice> usb;           ///< what the port belongs to
  std::unique_ptr<FrameDecoder> decoder;  ///< io thread only
  FrameRing ring;

  std::atomic<bool> stopping{false};
  std::atomic<bool> ended{false};
  mutable std::mutex mutex;  ///< guards what follows
  std::condition_variable stop_asked;
  DecodeStats decoded;
  Announcement announced;
  std::vector<LinkBreak> breaks;
  std::uint64_t break_count = 0;
  std::uint64_t gaps_added = 0;     ///< that the decoder does not know of
  std::uint64_t missing_added = 0;  ///< in them
  std::uint64_t bytes = 0;
  std::chrono::nanoseconds started{};
  std::chrono::nanoseconds last_frame{};  ///< or the moment the link came back
  bool away = false;                      ///< the link is broken
  bool fell_silent = false;               ///< supervise() ended the link
  std::exception_ptr failure;             ///< the first one

  std::jthread io_thread;
  std::jthread writer_thread;

  void fail(std::exception_ptr error) {
    const std::scoped_lock lock(mutex);
    if (!failure) failure = std::move(error);
    ended = true;
  }
};

/// Frames go into the ring, their sequence true to time over broken links; what the mat announced
/// is published before its first frame.
class Recorder::Impl::ToRing final : public FrameSink {
 public:
  explicit ToRing(Impl& impl) : impl_(impl), mender_(impl.rate_hz, impl.driver.counts_frames) {}

  void link_broke(std::string reason) {
    mender_.link_broke();
    reason_ = std::move(reason);
  }

  void ended_broken(const std::string& reason) {
    const std::scoped_lock lock(impl_.mutex);
    impl_.breaks.push_back({mender_.last_arrival(), std::nullopt, 0, reason});
    ++impl_.break_count;
  }

  void accept(const RawFrameView& from_decoder) override {
    RawFrameView frame = from_decoder;
    const SequenceMender::Mended mended = mender_.mend(from_decoder);
    frame.sequence = mended.sequence;
    if (first_ || mended.after_break) note(frame, mended);
    if (impl_.options.live != nullptr) impl_.options.live->accept(frame);
    impl_.ring.push(frame);
  }

 private:
  void note(const RawFrameView& frame, const SequenceMender::Mended& mended) {
    const std::scoped_lock lock(impl_.mutex);
    impl_.announced = impl_.decoder->announcement();
    first_ = false;
    if (!mended.after_break) return;
    impl_.breaks.push_back({mended.lost_at, frame.arrival, mended.frames_missing, reason_});
    ++impl_.break_count;
    if (mended.gap_added) ++impl_.gaps_added;
    impl_.missing_added += mended.frames_added;
  }

  Impl& impl_;
  SequenceMender mender_;
  std::string reason_;
  bool first_ = true;
};

/// What the decoder hears and says.
class Recorder::Impl::DecoderTalk final : public Conversation {
 public:
  DecoderTalk(Impl& impl, FrameSink& out) : impl_(impl), out_(out) {}

  void hear(std::span<const std::byte> heard) override {
    const auto arrival = now();
    impl_.decoder->feed(heard, arrival, out_);
    impl_.publish(impl_.decoder->stats(), heard.size(), arrival);
  }
  void speak(std::vector<std::byte>& out) override {
    if (!greeted_) {
      if (impl_.options.tare && !tared_) say(impl_.driver.tare_command, out);
      say(impl_.driver.start_command, out);
      greeted_ = tared_ = true;
    }
    const auto time = now();
    const std::uint64_t frames = impl_.decoder->stats().frames;
    impl_.decoder->settle(time, out_);
    if (impl_.decoder->stats().frames > frames) impl_.publish(impl_.decoder->stats(), 0, time);
    impl_.decoder->speak(time, out);
  }
  [[nodiscard]] std::optional<std::chrono::nanoseconds> next_word() const override {
    return impl_.decoder->next_word();
  }
  /// A new link: the mat is to be started again.
  void begin_anew() { greeted_ = false; }

 private:
  static void say(std::string_view words, std::vector<std::byte>& out) {
    for (const char c : words) out.push_back(static_cast<std::byte>(c));
  }

  Impl& impl_;
  FrameSink& out_;
  bool greeted_ = false;
  bool tared_ = false;  ///< not again when the link comes back: somebody may stand on it
};

void Recorder::Impl::publish(const DecodeStats& stats, std::size_t new_bytes,
                             std::chrono::nanoseconds arrival) {
  const std::scoped_lock lock(mutex);
  bytes += new_bytes;
  if (stats.frames > decoded.frames) last_frame = arrival;
  decoded = stats;
}

void Recorder::Impl::run_io() {
  ToRing to_ring(*this);
  DecoderTalk talk(*this, to_ring);
  std::chrono::nanoseconds away_since{};
  std::uint64_t frames_before = 0;  // the last break
  try {
    while (!stopping) {
      const std::error_code end = transport->run(talk);
      if (stopping) break;
      const std::string reason =
          end ? end.message() : "no frame for " + seconds_of(options.silence);
      const std::string what = "the mat went away while recording (" + reason + ")";
      const std::uint64_t frames = decoder->stats().frames;
      if (options.reconnect.count() == 0 || frames == 0) throw DeviceError(options.port, what);
      // A link that comes back without a frame has not come back.
      if (frames > frames_before) away_since = now();
      frames_before = frames;
      if (!reopen(away_since + options.reconnect)) {
        if (stopping) {
          to_ring.ended_broken(reason);
          break;
        }
        throw DeviceError(options.port,
                          what + " and did not come back within " + seconds_of(options.reconnect));
      }
      decoder->restart();
      talk.begin_anew();
      to_ring.link_broke(reason);
    }
  } catch (...) {
    fail(std::current_exception());
  }
  ended = true;
  ring.close();
}

/// Tries to reach the mat again until it works, its time is over or stop().
bool Recorder::Impl::reopen(std::chrono::nanoseconds deadline) {
  constexpr auto pause = std::chrono::milliseconds(10);
  std::unique_lock lock(mutex);
  away = true;
  transport.reset();
  while (!stopping && now() < deadline) {
    stop_asked.wait_for(lock, pause, [this] { return stopping.load(); });
    lock.unlock();
    std::unique_ptr<Transport> found;
    try {
      const auto place = usb ? find_port_of(*usb, options.port) : options.port;
      if (place) found = open(*place, std::chrono::milliseconds(0));
    } catch (const DeviceError&) {
      // Not there yet.
    }
    lock.lock();
    if (!found) continue;
    transport = std::move(found);
    last_frame = now();
    away = false;
    fell_silent = false;
    return !stopping;
  }
  return false;
}

void Recorder::Impl::run_writer(FrameSink& sink) {
  try {
    while (ring.pop(sink)) {
    }
  } catch (...) {
    fail(std::current_exception());
  }
}

/// Turns a silent mat into an error, or into a broken link where it may come back.
void Recorder::Impl::supervise() {
  const std::scoped_lock lock(mutex);
  if (ended || failure || away) return;
  const auto t = now();
  std::string what;
  if (decoded.frames == 0 && t - started > options.first_frame) {
    const std::string waited = seconds_of(options.first_frame);
    what = bytes == 0 ? "no data within " + waited + ", expected "
                      : std::to_string(bytes) + " bytes but no whole frame within " + waited +
                            ", expected ";
    what += std::string(driver.wire) + " (driver " + std::string(driver.id) + ")";
  } else if (decoded.frames > 0 && t - last_frame > options.silence) {
    if (options.reconnect.count() > 0) {
      if (!fell_silent) transport->stop("");
      fell_silent = true;
      return;
    }
    what = "the mat fell silent: no frame for " + seconds_of(options.silence);
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
  impl_->started = now();
  impl_->writer_thread = std::jthread([this, &sink] { impl_->run_writer(sink); });
  impl_->io_thread = std::jthread([this] { impl_->run_io(); });
}

AcquisitionStats Recorder::stats() const {
  AcquisitionStats stats;
  const std::scoped_lock lock(impl_->mutex);
  stats.frames = impl_->decoded.frames;
  stats.gaps = impl_->decoded.gaps + impl_->gaps_added;
  stats.frames_missing = impl_->decoded.frames_missing + impl_->missing_added;
  stats.link_breaks = impl_->break_count;
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

std::vector<LinkBreak> Recorder::take_breaks() {
  const std::scoped_lock lock(impl_->mutex);
  return std::exchange(impl_->breaks, {});
}

bool Recorder::waiting_for_mat() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->away && !impl_->ended;
}

bool Recorder::running() const {
  impl_->supervise();
  return !impl_->ended;
}

void Recorder::stop() {
  Impl& s = *impl_;
  if (!s.writer_thread.joinable()) return;
  {
    const std::scoped_lock lock(s.mutex);
    s.stopping = true;
    if (s.transport) s.transport->stop(s.driver.stop_command);
  }
  s.stop_asked.notify_all();
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
