#include "acquisition/recorder.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "acquisition/transport.h"
#include "acquisition/virtual_mat/server.h"
#include "core/error.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::TempFolder;
using testing::VectorSink;
using namespace virtual_mat;

/// How much faster than the real one a mat is here: a large one takes its time to be made.
double speed_of(const DeviceDriver& driver) {
  return driver.plate.cells() > 20000 ? 1 : 10;
}

/// A virtual mat that serves in a thread of its own, ten times as fast as the real one, or as fast
/// as this machine can: nothing here depends on how fast that is.
class Mat {
 public:
  Mat(const DeviceDriver& driver, const ServerOptions& options)
      : Mat(driver, options, speed_of(driver)) {}
  Mat(const DeviceDriver& driver, const ServerOptions& options, double speed)
      : mat_(driver.plate, speed * driver.rate_hz, Person{}, default_sensor(driver)),
        server_(driver, driver.own_settings(), mat_, options),
        thread_([this] {
          server_.run([this] { return stop_.load(); });
          ended_ = true;
        }) {}
  ~Mat() { stop_ = true; }
  Mat(const Mat&) = delete;
  Mat& operator=(const Mat&) = delete;
  [[nodiscard]] const std::string& address() const { return server_.address(); }
  [[nodiscard]] bool ended() const { return ended_; }
  /// Ends it.
  const Server& stopped() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
    return server_;
  }

 private:
  VirtualMat mat_;
  Server server_;
  std::atomic<bool> stop_{false};
  std::atomic<bool> ended_{false};
  std::jthread thread_;
};

RecorderOptions quick(const std::string& port) {
  RecorderOptions options;
  options.port = port;
  options.patience = std::chrono::milliseconds(300);
  options.first_frame = std::chrono::milliseconds(1500);
  options.silence = std::chrono::milliseconds(1000);
  return options;
}

struct Outcome {
  AcquisitionStats stats;
  std::string error;
  std::vector<VectorSink::Frame> frames;
};

/// Records for a time, or until there are `enough` frames.
Outcome record(const DeviceDriver& driver, const RecorderOptions& options,
               std::chrono::milliseconds duration, std::uint64_t enough = 1000000000) {
  Outcome outcome;
  VectorSink sink;
  try {
    Recorder recorder(driver, options);
    record_for(
        recorder, sink, duration, [&] { return outcome.stats.frames >= enough; },
        [](const AcquisitionStats&) {}, outcome.stats);
  } catch (const Error& e) {
    outcome.error = e.what();
  }
  outcome.frames = std::move(sink.frames);
  return outcome;
}

class RecorderOf : public ::testing::TestWithParam<const DeviceDriver*> {
 protected:
  const DeviceDriver& driver = *GetParam();
  TempFolder folder;
  /// Where a mat of this kind is: on a pseudo-terminal, or at a TCP address.
  [[nodiscard]] ServerOptions at_home() const {
    ServerOptions options;
    if (driver.transport == TransportKind::tcp) {
      options.listen = "127.0.0.1:0";
    } else {
      options.link = (folder / "mat").string();
    }
    return options;
  }
  [[nodiscard]] std::string port_of(const Mat& mat) const {
    return driver.transport == TransportKind::tcp ? mat.address() : (folder / "mat").string();
  }
};

TEST_P(RecorderOf, LosesNothing) {
  const Mat mat(driver, at_home());
  const Outcome o = record(driver, quick(port_of(mat)), std::chrono::seconds(30), 25);
  EXPECT_EQ(o.error, "");
  EXPECT_GT(o.frames.size(), 20U);
  EXPECT_EQ(o.stats.frames, o.frames.size());
  EXPECT_EQ(o.stats.gaps, 0U);
  EXPECT_EQ(o.stats.bytes_skipped, 0U);
  EXPECT_EQ(o.stats.ring_dropped, 0U);
  for (std::size_t k = 0; k < o.frames.size(); ++k) EXPECT_EQ(o.frames[k].sequence, k);
}

TEST_P(RecorderOf, LosesNothingOverTcp) {
  ServerOptions options;
  options.listen = "127.0.0.1:0";
  const Mat mat(driver, options);
  const Outcome o = record(driver, quick(mat.address()), std::chrono::seconds(30), 12);
  EXPECT_EQ(o.error, "");
  EXPECT_GT(o.frames.size(), 10U);
  EXPECT_EQ(o.stats.frames_missing, 0U);
}

TEST_P(RecorderOf, AnUnpluggedMatIsAnErrorAndItsFramesAreKept) {
  ServerOptions options = at_home();
  options.faults.unplug_s = 0.1;  // of the mat's time
  auto mat = std::make_unique<Mat>(driver, options);
  const std::string port = port_of(*mat);
  std::jthread unplug([&] {
    while (!mat->ended()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    // A pty that closes takes along what was not read yet, however slow the reader.
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    mat.reset();
  });
  const Outcome o = record(driver, quick(port), std::chrono::seconds(10));
  unplug.join();
  EXPECT_FALSE(o.error.empty());
  EXPECT_EQ(o.frames.size(), o.stats.frames);
  EXPECT_NEAR(static_cast<double>(o.frames.size()), 0.1 * speed_of(driver) * driver.rate_hz, 1.5);
}

TEST_P(RecorderOf, GarbageBeforeTheFirstFrameIsSkipped) {
  ServerOptions options = at_home();
  options.faults.garbage = true;
  const Mat mat(driver, options);
  const Outcome o = record(driver, quick(port_of(mat)), std::chrono::seconds(30), 12);
  EXPECT_EQ(o.error, "");
  EXPECT_GT(o.frames.size(), 10U);
  EXPECT_GT(o.stats.bytes_skipped, 0U);
  EXPECT_EQ(o.stats.gaps, 0U);
}

TEST_P(RecorderOf, ABadLineIsCounted) {
  ServerOptions options = at_home();
  options.faults.cut = 0.05;
  const Mat mat(driver, options);
  RecorderOptions how = quick(port_of(mat));
  how.silence = std::chrono::seconds(5);  // an answer that does not come is awaited first
  const Outcome o = record(driver, how, std::chrono::seconds(60), 100);
  EXPECT_EQ(o.error, "");
  EXPECT_GT(o.stats.gaps, 0U);
  EXPECT_GT(o.stats.bytes_skipped, 0U);
}

TEST_P(RecorderOf, ABusyPortIsSaidToBe) {
  if (driver.transport == TransportKind::tcp) return;  // a server says itself whom it takes
  const Mat mat(driver, at_home());
  const auto first = open_transport(port_of(mat), 0, std::chrono::milliseconds(500));
  const Outcome o = record(driver, quick(port_of(mat)), std::chrono::seconds(1));
  EXPECT_NE(o.error.find("the port is busy"), std::string::npos) << o.error;
}

/// A recording through `pulls` broken links.
struct Pulled {
  Outcome outcome;
  std::vector<LinkBreak> breaks;
  std::vector<Server::Pull> pulls;
};

Pulled record_while_pulled(const DeviceDriver& driver, const ServerOptions& where,
                           std::uint64_t pulls) {
  constexpr double speed = 3;
  ServerOptions options = where;
  options.faults.pull_s = 15 / (speed * driver.rate_hz);
  options.faults.away_s = 0.01;
  Mat mat(driver, options, speed);
  Pulled result;
  VectorSink sink;
  RecorderOptions how = quick(where.link.empty() ? mat.address() : where.link);
  how.reconnect = std::chrono::seconds(20);
  how.silence = std::chrono::seconds(20);
  how.rate_hz = speed * driver.rate_hz;
  try {
    Recorder recorder(driver, how);
    record_for(
        recorder, sink, {}, [&] { return recorder.stats().link_breaks >= pulls; },
        [](const AcquisitionStats&) {}, result.outcome.stats);
    result.breaks = recorder.take_breaks();
  } catch (const Error& e) {
    result.outcome.error = e.what();
  }
  result.outcome.frames = std::move(sink.frames);
  result.pulls = mat.stopped().pulls();
  return result;
}

/// Every frame that the mat sent is there, none else, and each gap is as long as the cable was out.
/// `exact`: what was sent before the cable went arrives, as TCP promises. A pseudo-terminal takes
/// what its kernel thread had not passed on yet with it: then the gap begins earlier.
void expect_whole(const Pulled& p, std::uint64_t pulls, bool exact) {
  EXPECT_EQ(p.outcome.error, "");
  ASSERT_GE(p.outcome.stats.link_breaks, pulls);
  ASSERT_EQ(p.breaks.size(), p.outcome.stats.link_breaks);
  ASSERT_GE(p.pulls.size(), p.breaks.size());
  EXPECT_EQ(p.outcome.stats.gaps, p.breaks.size());
  EXPECT_EQ(p.outcome.stats.ring_dropped, 0U);
  std::uint64_t next = 0;
  std::size_t gap = 0;
  std::uint64_t missing = 0;
  for (const auto& frame : p.outcome.frames) {
    if (frame.sequence != next) {
      ASSERT_LT(gap, p.breaks.size());
      if (exact) {
        EXPECT_EQ(p.pulls[gap].first_lost, next);
      } else {
        EXPECT_GE(p.pulls[gap].first_lost, next);
      }
      EXPECT_EQ(p.pulls[gap].first_lost + p.pulls[gap].count, frame.sequence);
      EXPECT_EQ(p.breaks[gap].frames_missing, frame.sequence - next);
      EXPECT_GT(p.breaks[gap].back_at, p.breaks[gap].lost_at);  // empty is less
      EXPECT_FALSE(p.breaks[gap].reason.empty());
      missing += frame.sequence - next;
      ++gap;
    }
    next = frame.sequence + 1;
  }
  EXPECT_EQ(gap, p.breaks.size());
  EXPECT_EQ(p.outcome.stats.frames_missing, missing);
  EXPECT_EQ(p.outcome.stats.frames, p.outcome.frames.size());
}

TEST(Recorder, ACablePulledAHundredTimesCostsNothingElseOverAPseudoTerminal) {
  const TempFolder folder;
  ServerOptions where;
  where.link = (folder / "mat").string();
  expect_whole(record_while_pulled(*find_driver("solea_mat"), where, 100), 100, false);
}

TEST(Recorder, ACablePulledAHundredTimesCostsNothingElseOverTcp) {
  ServerOptions where;
  where.listen = "127.0.0.1:0";
  expect_whole(record_while_pulled(*find_driver("solea_mat"), where, 100), 100, true);
}

/// A mat that does not count its frames: the clock tells how many are missing.
TEST(Recorder, TheGapOfAPulledCableIsMeasuredByTheClock) {
  const TempFolder folder;
  ServerOptions where;
  where.link = (folder / "mat").string();
  const Pulled p = record_while_pulled(*find_driver("willowec_pmi"), where, 10);
  EXPECT_EQ(p.outcome.error, "");
  EXPECT_GE(p.outcome.stats.link_breaks, 10U);
  double seconds = 0;
  double lost = 0;
  for (std::size_t i = 0; i < p.breaks.size(); ++i) {
    const LinkBreak& b = p.breaks[i];
    const double away = std::chrono::duration<double>(*b.back_at - b.lost_at).count();
    EXPECT_NEAR(static_cast<double>(b.frames_missing) + 1, away * 3 * 49, 0.5 + 1e-6);
    seconds += away;
    lost += static_cast<double>(p.pulls[i].count);
  }
  EXPECT_GT(seconds, 0);
  EXPECT_NEAR(static_cast<double>(p.outcome.stats.frames_missing), lost, 0.3 * lost);
}

TEST(Recorder, AMatThatDoesNotComeBackIsAnError) {
  const DeviceDriver& driver = *find_driver("solea_mat");
  const TempFolder folder;
  ServerOptions where;
  where.link = (folder / "mat").string();
  auto mat = std::make_unique<Mat>(driver, where);
  RecorderOptions how = quick(where.link);
  how.reconnect = std::chrono::milliseconds(1000);
  Recorder recorder(driver, how);
  VectorSink sink;
  AcquisitionStats stats;
  const auto unplug = [&] {
    if (mat && recorder.stats().frames > 50) mat.reset();
    return false;
  };
  try {
    record_for(
        recorder, sink, {}, unplug, [](const AcquisitionStats&) {}, stats);
    FAIL();
  } catch (const DeviceError& e) {
    EXPECT_NE(std::string(e.what()).find("did not come back within 1 s"), std::string::npos)
        << e.what();
  }
  EXPECT_GT(sink.frames.size(), 50U);
}

TEST(Recorder, ARecordingThatEndsWhileTheMatIsAwaySaysSo) {
  const DeviceDriver& driver = *find_driver("solea_mat");
  const TempFolder folder;
  ServerOptions where;
  where.link = (folder / "mat").string();
  auto mat = std::make_unique<Mat>(driver, where);
  RecorderOptions how = quick(where.link);
  how.reconnect = std::chrono::seconds(60);
  Recorder recorder(driver, how);
  VectorSink sink;
  AcquisitionStats stats;
  const auto end = [&] {
    if (mat && recorder.stats().frames > 50) mat.reset();
    return recorder.waiting_for_mat();
  };
  record_for(
      recorder, sink, {}, end, [](const AcquisitionStats&) {}, stats);
  const auto breaks = recorder.take_breaks();
  ASSERT_EQ(breaks.size(), 1U);
  EXPECT_FALSE(breaks[0].back_at);
  EXPECT_EQ(stats.link_breaks, 1U);
  EXPECT_EQ(stats.frames, sink.frames.size());
}

INSTANTIATE_TEST_SUITE_P(All, RecorderOf,
                         ::testing::ValuesIn(builtin_drivers().begin(), builtin_drivers().end()),
                         [](const auto& param) { return std::string(param.param->id); });

TEST(Recorder, SaysWhyThereIsNoPort) {
  const DeviceDriver& driver = *find_driver("solea_mat");
  const TempFolder folder;
  testing::write_file(folder / "file", "text");
  EXPECT_NE(record(driver, quick((folder / "none").string()), {}).error.find("no such port"),
            std::string::npos);
  EXPECT_NE(
      record(driver, quick((folder / "file").string()), {}).error.find("is not a serial port"),
      std::string::npos);
  EXPECT_NE(record(driver, quick("/dev/null"), {}).error.find("is not a serial port"),
            std::string::npos);
  EXPECT_NE(record(driver, quick("127.0.0.1:1"), {}).error.find("connection refused"),
            std::string::npos);
}

TEST(Recorder, TheWrongDriverIsSaidToBe) {
  const TempFolder folder;
  ServerOptions options;
  options.link = (folder / "mat").string();
  const Mat mat(*find_driver("willowec_pmi"), options);
  const Outcome o =
      record(*find_driver("solea_mat"), quick((folder / "mat").string()), std::chrono::seconds(1));
  // The PMI knows "star..." and streams; nothing of it is a packet of the Solea mat.
  EXPECT_NE(o.error.find("no whole frame"), std::string::npos) << o.error;
  EXPECT_TRUE(o.frames.empty());
}

TEST(Recorder, APortThatAppearsLateIsAwaited) {
  const DeviceDriver& driver = *find_driver("willowec_pmi");
  const TempFolder folder;
  std::unique_ptr<Mat> mat;
  std::jthread plug([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    ServerOptions options;
    options.link = (folder / "mat").string();
    mat = std::make_unique<Mat>(driver, options);
  });
  RecorderOptions options = quick((folder / "mat").string());
  options.patience = std::chrono::seconds(3);
  const Outcome o = record(driver, options, std::chrono::milliseconds(200));
  plug.join();
  EXPECT_EQ(o.error, "");
  EXPECT_GT(o.frames.size(), 0U);
}

/// A sink that fails, as a full disk does: its error comes out, the threads end.
TEST(Recorder, ASinkThatThrowsEndsTheRecording) {
  struct FullDisk final : FrameSink {
    void accept(const RawFrameView& f) override {
      if (f.sequence == 20) throw FileError("s.h5", "the disk is full");
      ++frames;
    }
    int frames = 0;
  } sink;
  const DeviceDriver& driver = *find_driver("willowec_pmi");
  const TempFolder folder;
  ServerOptions options;
  options.link = (folder / "mat").string();
  const Mat mat(driver, options);
  AcquisitionStats stats;
  Recorder recorder(driver, quick((folder / "mat").string()));
  try {
    record_for(
        recorder, sink, std::chrono::seconds(5), [] { return false; },
        [](const AcquisitionStats&) {}, stats);
    FAIL();
  } catch (const FileError& e) {
    EXPECT_NE(std::string(e.what()).find("disk is full"), std::string::npos);
  }
  EXPECT_EQ(sink.frames, 20);
}

TEST(Transport, TellsAddressesFromPaths) {
  EXPECT_TRUE(is_network_address("localhost:3800"));
  EXPECT_TRUE(is_network_address("127.0.0.1:1"));
  EXPECT_FALSE(is_network_address("/dev/ttyACM0"));
  EXPECT_FALSE(is_network_address("/dev/serial/by-id/usb-a:1"));
  EXPECT_FALSE(is_network_address("mat"));
  EXPECT_FALSE(is_network_address("host:"));
  EXPECT_FALSE(is_network_address(":80"));
}

}  // namespace
}  // namespace solea
