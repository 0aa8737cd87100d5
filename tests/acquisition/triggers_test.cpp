// Passes cut out of a stream of frames, and markers.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "acquisition/triggers/markers.h"
#include "acquisition/triggers/pass_cutter.h"
#include "core/error.h"

namespace solea {
namespace {

constexpr double rate_hz = 100;

/// Keeps what a cutter gives: the sequences of each pass, and its contacts by frame.
class Passes final : public PassSink {
 public:
  struct Pass {
    std::vector<std::uint64_t> frames;
    std::vector<std::int64_t> begins, ends;
    bool ended = false;
  };
  void begin_pass(const RawFrameView& first) override {
    EXPECT_TRUE(all.empty() || all.back().ended);
    all.emplace_back();
    first_ = first.sequence;
  }
  void accept_pass(const RawFrameView& frame) override {
    if (all.back().frames.empty()) {
      EXPECT_EQ(frame.sequence, first_);
    }
    EXPECT_EQ(frame.counts[0], frame.sequence % 1000);  // its own counts, also from the buffer
    all.back().frames.push_back(frame.sequence);
  }
  void mark_contact(std::chrono::nanoseconds at, bool begins) override {
    (begins ? all.back().begins : all.back().ends).push_back(at.count() / 10000000);
  }
  void end_pass() override { all.back().ended = true; }

  std::vector<Pass> all;

 private:
  std::uint64_t first_ = 0;
};

/// Frames at 100 Hz whose cells 1 to 9 are loaded where `loaded` says so.
template <class Loaded>
void feed(PassCutter& cutter, std::uint64_t from, std::uint64_t to, Loaded loaded) {
  std::vector<std::uint16_t> counts(10);
  for (std::uint64_t k = from; k < to; ++k) {
    std::fill(counts.begin(), counts.end(), static_cast<std::uint16_t>(loaded(k) ? 50 : 3));
    counts[0] = static_cast<std::uint16_t>(k % 1000);
    cutter.accept({k, std::chrono::milliseconds(10 * k), {}, counts});
  }
}

PassSettings on_contact() {
  PassSettings s;
  s.start_on_contact = true;
  s.stop_on_release = true;
  s.contact = {.contact_count = 20, .least_cells = 9, .contact_s = 0.03, .release_s = 0.1};
  return s;
}

bool within(std::uint64_t k, std::uint64_t from, std::uint64_t to) {
  return k >= from && k < to;
}

TEST(PassCutter, WithoutTriggersEveryFrameIsOnePass) {
  Passes passes;
  PassCutter cutter({}, rate_hz, passes);
  feed(cutter, 5, 50, [](std::uint64_t) { return false; });
  ASSERT_EQ(passes.all.size(), 1U);
  EXPECT_EQ(passes.all[0].frames.size(), 45U);
  EXPECT_FALSE(passes.all[0].ended);
}

TEST(PassCutter, APassIsItsContactWithWhatWasBeforeAndTheReleaseTime) {
  PassSettings s = on_contact();
  s.pre_trigger_s = 0.2;
  Passes passes;
  PassCutter cutter(s, rate_hz, passes);
  feed(cutter, 0, 400, [](std::uint64_t k) { return within(k, 100, 160) || within(k, 250, 300); });
  ASSERT_EQ(passes.all.size(), 2U);
  EXPECT_EQ(cutter.complete(), 2U);
  for (const auto& [pass, from, to] :
       {std::tuple(passes.all[0], 100U, 160U), std::tuple(passes.all[1], 250U, 300U)}) {
    EXPECT_EQ(pass.frames.front(), from - 20);
    EXPECT_EQ(pass.frames.back(), to + 10 - 1);
    EXPECT_EQ(pass.frames.size(), to - from + 30);
    EXPECT_EQ(pass.begins, std::vector<std::int64_t>{from});
    EXPECT_EQ(pass.ends, std::vector<std::int64_t>{to - 1});
    EXPECT_TRUE(pass.ended);
  }
}

TEST(PassCutter, NoFrameIsInTwoPasses) {
  PassSettings s = on_contact();
  s.pre_trigger_s = 1;
  Passes passes;
  PassCutter cutter(s, rate_hz, passes);
  feed(cutter, 0, 200, [](std::uint64_t k) { return within(k, 50, 80) || within(k, 100, 130); });
  ASSERT_EQ(passes.all.size(), 2U);
  EXPECT_EQ(passes.all[0].frames.front(), 0U) << "less than asked for had come";
  EXPECT_EQ(passes.all[1].frames.front(), passes.all[0].frames.back() + 1);
}

TEST(PassCutter, AShortTouchAndAShortLiftChangeNothing) {
  Passes passes;
  PassCutter cutter(on_contact(), rate_hz, passes);
  feed(cutter, 0, 400, [](std::uint64_t k) {
    return within(k, 20, 22) || (within(k, 100, 200) && !within(k, 150, 158));
  });
  ASSERT_EQ(passes.all.size(), 1U);
  EXPECT_EQ(passes.all[0].frames.front(), 100U);
  EXPECT_EQ(passes.all[0].frames.back(), 209U);
}

TEST(PassCutter, TooFewCellsAreNoContact) {
  PassSettings s = on_contact();
  s.contact.least_cells = 10;  // cell 0 never is, as long as its count is below 20
  Passes passes;
  PassCutter cutter(s, rate_hz, passes);
  feed(cutter, 0, 19, [](std::uint64_t) { return true; });
  EXPECT_TRUE(passes.all.empty());
}

TEST(PassCutter, IsDoneAfterThePassesAskedFor) {
  PassSettings s = on_contact();
  s.passes = 2;
  Passes passes;
  PassCutter cutter(s, rate_hz, passes);
  feed(cutter, 0, 2000, [](std::uint64_t k) { return k % 200 >= 100; });
  EXPECT_TRUE(cutter.done());
  EXPECT_EQ(passes.all.size(), 2U);
}

TEST(PassCutter, ATimedPassCountsFromItsContact) {
  PassSettings s = on_contact();
  s.stop_on_release = false;
  s.pre_trigger_s = 0.1;
  s.duration_s = 0.5;
  Passes passes;
  PassCutter cutter(s, rate_hz, passes);
  feed(cutter, 0, 600, [](std::uint64_t k) { return within(k, 100, 400) || within(k, 450, 470); });
  ASSERT_EQ(passes.all.size(), 2U) << "the contact that goes on begins no other pass";
  EXPECT_EQ(passes.all[0].frames.front(), 90U);
  EXPECT_EQ(passes.all[0].frames.back(), 149U);
  EXPECT_EQ(passes.all[1].frames.front(), 440U);
}

/// Lost frames neither make nor break a contact: time is the sequence's.
TEST(PassCutter, AGapCountsAsTime) {
  PassSettings s = on_contact();
  s.pre_trigger_s = 0.2;
  Passes passes;
  PassCutter cutter(s, rate_hz, passes);
  feed(cutter, 0, 50, [](std::uint64_t) { return false; });
  feed(cutter, 95, 120, [](std::uint64_t k) { return k >= 100; });
  feed(cutter, 200, 202, [](std::uint64_t) { return false; });
  feed(cutter, 215, 216, [](std::uint64_t) { return false; });
  ASSERT_EQ(passes.all.size(), 1U);
  EXPECT_EQ(passes.all[0].frames.front(), 95U) << "older than the pre-trigger time";
  EXPECT_EQ(passes.all[0].frames.back(), 215U);
  EXPECT_TRUE(passes.all[0].ended);
}

TEST(Markers, SyncSourcesAreRead) {
  EXPECT_EQ(SyncSource::parse("udp:5005").udp_port, 5005);
  const SyncSource cts = SyncSource::parse("cts:/dev/ttyUSB0");
  EXPECT_EQ(cts.kind, SyncSource::Kind::cts);
  EXPECT_EQ(cts.port, "/dev/ttyUSB0");
  EXPECT_EQ(SyncSource::parse("dsr:COM").kind, SyncSource::Kind::dsr);
  for (const char* bad : {"", "udp", "udp:", "udp:70000", "udp:x", "cts:", "ring:/dev/ttyUSB0"}) {
    EXPECT_THROW((void)SyncSource::parse(bad), std::invalid_argument) << bad;
  }
}

TEST(Markers, EdgesOfALine) {
  EdgeDetector edges("cts");
  EXPECT_FALSE(edges.update(true)) << "where it stands at first is no edge";
  EXPECT_FALSE(edges.update(true));
  EXPECT_EQ(edges.update(false), "cts down");
  EXPECT_FALSE(edges.update(false));
  EXPECT_EQ(edges.update(true), "cts up");
}

TEST(Markers, PacketsAreLabels) {
  EXPECT_EQ(packet_label("start trial 3\r\n"), "udp start trial 3");
  EXPECT_EQ(packet_label(""), "udp");
  EXPECT_EQ(packet_label(" \x01\xff "), "udp");
  EXPECT_EQ(packet_label(std::string(500, 'a')).size(), 44U);
}

/// Until the queue has `count` markers, at most some seconds.
std::vector<Marker> wait_for(MarkerQueue& queue, std::size_t count) {
  std::vector<Marker> all;
  for (int i = 0; i < 1000 && all.size() < count; ++i) {
    for (Marker& m : queue.take()) all.push_back(std::move(m));
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return all;
}

TEST(Markers, ComeByUdpAndBySignal) {
  MarkerQueue queue;
  const MarkerListener listener({false, true, {SyncSource::parse("udp:0")}}, queue);
  ASSERT_EQ(listener.udp_ports().size(), 1U);
  const int out = ::socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(listener.udp_ports()[0]);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto before = std::chrono::steady_clock::now().time_since_epoch();
  ASSERT_EQ(::sendto(out, "go", 2, 0, reinterpret_cast<const sockaddr*>(&to), sizeof to), 2);
  const std::vector<Marker> packets = wait_for(queue, 1);
  ::close(out);
  ASSERT_EQ(packets.size(), 1U);
  EXPECT_EQ(packets[0].label, "udp go");
  EXPECT_GE(packets[0].at, before);
  EXPECT_LE(packets[0].at, std::chrono::steady_clock::now().time_since_epoch());
  ::kill(::getpid(), SIGUSR1);
  const std::vector<Marker> signals = wait_for(queue, 1);
  ASSERT_EQ(signals.size(), 1U);
  EXPECT_EQ(signals[0].label, "signal");
}

TEST(Markers, APortWithoutControlLinesIsSaid) {
  MarkerQueue queue;
  EXPECT_THROW(MarkerListener({false, false, {SyncSource::parse("cts:/dev/null")}}, queue),
               DeviceError);
  EXPECT_THROW(MarkerListener({false, false, {SyncSource::parse("cts:/nowhere")}}, queue),
               DeviceError);
}

}  // namespace
}  // namespace solea
