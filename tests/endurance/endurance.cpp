// Records a mat that sends for a long time, to disk, with live analysis of every frame, and says
// what was lost (nothing may be), how memory grew and how long frames took to the display.
//   endurance pty|tcp DRIVER RATE_HZ SECONDS SESSION.h5 [--gate-latency]
// Exit code 1: a frame was lost or changed, the ring was more than half full, memory grew, or the
// sender was held up for more than the second that a mat's own memory lasts. With --gate-latency,
// for a machine that does nothing else, also when frames took too long to the display.

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "acquisition/frame_ring.h"
#include "acquisition/latest_frame.h"
#include "acquisition/recorder.h"
#include "analysis/force.h"
#include "calibration/count_converter.h"
#include "formats/session/session_writer.h"
#include "tests/endurance/sender.h"

namespace {

using namespace solea;
using namespace solea::endurance;
using Clock = std::chrono::steady_clock;

/// Resident memory of this process, MB.
double resident_mb() {
  std::ifstream in("/proc/self/statm");
  double pages = 0;
  in >> pages >> pages;
  return pages * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

/// The display's and the analysis' end, in the io thread: quick.
class Live final : public FrameSink {
 public:
  Live(Shared& shared, FrameRing& analysis, std::uint64_t count)
      : shared_(shared), analysis_(analysis) {
    latency_ms.reserve(count);
  }
  void accept(const RawFrameView& frame) override {
    display.accept(frame);
    const std::int64_t now = Clock::now().time_since_epoch().count();
    latency_ms.push_back(static_cast<double>(now - shared_.last_byte_ns()[frame.sequence].load()) *
                         1e-6);
    analysis_.push(frame);
  }
  LatestFrame display;
  std::vector<double> latency_ms;

 private:
  Shared& shared_;
  FrameRing& analysis_;
};

/// Force, centre of pressure and peak of every frame.
class Analysis final : public FrameSink {
 public:
  explicit Analysis(const DeviceDriver& driver)
      : plate_(driver.plate), converter_(linear(driver), plate_), kpa_(plate_.cells()) {}
  void accept(const RawFrameView& frame) override {
    constexpr double threshold_kpa = 10;
    const double time_s = std::chrono::duration<double>(frame.arrival).count();
    converter_.apply(frame.counts, time_s, kpa_);
    const FrameView view{plate_, 0, kpa_};
    largest_force_n = std::max(largest_force_n, total_force_n(view, threshold_kpa));
    peak_kpa = std::max(peak_kpa, peak_pressure_kpa(view, threshold_kpa));
    with_cop += centre_of_pressure(view, threshold_kpa).has_value() ? 1 : 0;
    ++frames;
  }
  std::uint64_t frames = 0;
  std::uint64_t with_cop = 0;
  double largest_force_n = 0;
  double peak_kpa = 0;

 private:
  static Calibration linear(const DeviceDriver& driver) {
    Calibration calibration;
    calibration.kpa_per_count = driver.virtual_kpa_per_count;
    return calibration;
  }

  PlateGeometry plate_;
  CountConverter converter_;
  std::vector<float> kpa_;
};

/// The session, and whether each frame is the one that was sent.
class Checked final : public FrameSink {
 public:
  Checked(SessionWriter& session, const Frames& frames) : session_(session), sent_(frames) {}
  void accept(const RawFrameView& frame) override {
    const auto& sent = sent_[frame.sequence % sent_.size()];
    if (!std::equal(sent.begin(), sent.end(), frame.counts.begin(), frame.counts.end())) ++wrong;
    if (frame.sequence != next_) ++jumps;
    next_ = frame.sequence + 1;
    session_.accept(frame);
  }
  std::uint64_t wrong = 0;
  std::uint64_t jumps = 0;  ///< of the sequence: frames that were lost on the way

 private:
  SessionWriter& session_;
  const Frames& sent_;
  std::uint64_t next_ = 0;
};

double quantile(std::vector<double>& sorted, double part) {
  if (sorted.empty()) return std::nan("");
  return sorted[std::min(sorted.size() - 1,
                         static_cast<std::size_t>(part * static_cast<double>(sorted.size())))];
}

/// From sorted latencies.
void print_latency(std::vector<double>& latency_ms) {
  std::printf(
      "latency, last byte sent to available for display: median %.3f ms, 99 %% %.3f ms, "
      "worst %.1f ms\n",
      quantile(latency_ms, 0.5), quantile(latency_ms, 0.99), quantile(latency_ms, 1));
  constexpr std::array edges = {0.0, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 1e9};
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    const auto from = std::lower_bound(latency_ms.begin(), latency_ms.end(), edges[i]);
    const auto to = std::lower_bound(latency_ms.begin(), latency_ms.end(), edges[i + 1]);
    const auto n = static_cast<double>(to - from);
    const double part = n / static_cast<double>(latency_ms.size());
    const std::string upto = i + 2 < edges.size() ? std::to_string(edges[i + 1]).substr(0, 5) : "-";
    std::printf("  %5.2f to %5s ms %8.0f %s\n", edges[i], upto.c_str(), n,
                std::string(static_cast<std::size_t>(std::ceil(60 * part)), '#').c_str());
  }
}

int record(const DeviceDriver& driver, const Frames& frames, std::uint64_t count, double rate_hz,
           const std::filesystem::path& out, bool gate_latency, Shared& shared) {
  while (shared.ready == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  const double start_mb = resident_mb();
  constexpr double analysis_ring_s = 2;
  FrameRing to_analysis(driver.plate.cells(), static_cast<std::size_t>(analysis_ring_s * rate_hz));
  Live live(shared, to_analysis, count);
  Analysis analysis(driver);
  std::jthread analyst([&] {
    while (to_analysis.pop(analysis)) {
    }
  });
  struct CloseRing {
    FrameRing& ring;
    ~CloseRing() { ring.close(); }
  } close_ring{to_analysis};

  std::filesystem::remove(out);
  TrialHeader header;
  header.plate = driver.plate;
  header.rate_hz = rate_hz;
  header.info = {"", std::nullopt, "endurance", "2026-01-01T00:00:00Z", std::string(driver.id), ""};
  header.device_clock = true;
  SessionWriter session(out, header);
  Checked checked(session, frames);
  RecorderOptions how;
  how.port = shared.address.data();
  how.rate_hz = rate_hz;
  how.live = &live;
  AcquisitionStats stats;
  double warm_mb = 0;
  const auto began = Clock::now();
  {
    Recorder recorder(driver, how);
    record_for(
        recorder, checked, {}, [&] { return stats.frames >= count; },
        [&](const AcquisitionStats& so_far) {
          // Rings are allocated at once, but the system gives memory when it is first written to.
          if (warm_mb == 0 && static_cast<double>(so_far.frames) > 5 * rate_hz) {
            warm_mb = resident_mb();
          }
        },
        stats);
  }
  const double end_mb = resident_mb();
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  shared.ready = 2;
  to_analysis.close();
  analyst.join();
  session.close(stats);

  const double mb = static_cast<double>(count * driver.plate.cells() * 2) / 1e6;
  const double delay_s = static_cast<double>(shared.worst_delay_ns) * 1e-9;
  std::printf(
      "%s %dx%d at %g Hz, %.0f s: %llu frames sent, %llu recorded, %llu analysed (%llu with "
      "centre of pressure), %llu wrong, %llu gaps, ring at most %.1f %% full\n",
      std::string(driver.id).c_str(), driver.plate.rows, driver.plate.cols, rate_hz, seconds,
      static_cast<unsigned long long>(shared.sent.load()),
      static_cast<unsigned long long>(stats.frames),
      static_cast<unsigned long long>(analysis.frames),
      static_cast<unsigned long long>(analysis.with_cop),
      static_cast<unsigned long long>(checked.wrong), static_cast<unsigned long long>(stats.gaps),
      100 * stats.ring_peak_fill);
  std::printf(
      "%.0f MB of counts (%.1f MB/s) in a file of %.0f MB; sender held up for at most "
      "%.0f ms; largest force %.0f N, peak %.0f kPa\n",
      mb, mb / seconds, static_cast<double>(std::filesystem::file_size(out)) / 1e6, 1000 * delay_s,
      analysis.largest_force_n, analysis.peak_kpa);
  std::printf("resident memory: %.0f MB at the start, %.0f MB after 5 s, %.0f MB at the end\n",
              start_mb, warm_mb, end_mb);
  std::sort(live.latency_ms.begin(), live.latency_ms.end());
  print_latency(live.latency_ms);

  bool good = true;
  const auto require = [&](bool holds, const char* what) {
    if (!holds) std::fprintf(stderr, "endurance: %s\n", what);
    good = good && holds;
  };
  require(stats.frames == count && stats.gaps == 0 && stats.ring_dropped == 0 && checked.jumps == 0,
          "frames were lost");
  require(checked.wrong == 0, "frames were changed");
  require(analysis.frames == count && to_analysis.dropped() == 0, "frames were not analysed");
  require(stats.bytes_skipped == 0 && stats.bad_checksum == 0, "bytes were skipped");
  require(stats.ring_peak_fill < 0.5, "the ring was more than half full");
  require(warm_mb == 0 || end_mb < 1.05 * warm_mb + 16, "memory grew");
  require(delay_s < 1, "the sender was held up for more than a second");
  if (gate_latency) {
    require(quantile(live.latency_ms, 0.5) < 2, "the median latency is 2 ms or more");
    require(quantile(live.latency_ms, 0.99) < 10, "1 % of the frames took 10 ms or more");
  }
  return good ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const bool gate_latency = argc == 7 && std::strcmp(argv[6], "--gate-latency") == 0;
  if (argc != 6 && !gate_latency) {
    std::fprintf(stderr,
                 "usage: endurance pty|tcp DRIVER RATE_HZ SECONDS SESSION.h5 [--gate-latency]\n");
    return 2;
  }
  const DeviceDriver* driver = find_driver(argv[2]);
  const double rate_hz = std::atof(argv[3]);
  const double seconds = std::atof(argv[4]);
  if (driver == nullptr || rate_hz <= 0 || seconds <= 0) {
    std::fprintf(stderr, "endurance: unknown driver, or rate and seconds not above 0\n");
    return 2;
  }
  const auto count = static_cast<std::uint64_t>(rate_hz * seconds);
  const Frames frames = make_frames(*driver, driver->plate.cells() > 50000 ? 60 : 300);
  Shared* shared = share(count);
  const pid_t sender = ::fork();
  if (sender == 0) {
    try {
      send(*driver, frames, count, rate_hz, std::strcmp(argv[1], "tcp") == 0, *shared);
    } catch (const std::exception& e) {
      std::fprintf(stderr, "endurance: sender: %s\n", e.what());
      ::_exit(1);
    }
    ::_exit(0);
  }
  int result = 1;
  try {
    result = record(*driver, frames, count, rate_hz, argv[5], gate_latency, *shared);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "endurance: %s\n", e.what());
  }
  shared->ready = 2;
  int status = 0;
  ::waitpid(sender, &status, 0);
  return result != 0 || status != 0 ? 1 : 0;
}
