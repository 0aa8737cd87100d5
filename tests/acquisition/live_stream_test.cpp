#include "acquisition/stream/live_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "acquisition/asio.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

/// A count is a kPa.
StreamInfo fxa_info() {
  StreamInfo info;
  info.driver = "solea_mat";
  info.plate = testing::fxa_plate();
  info.rate_hz = 50;
  info.cop_min_force_n = 0;
  info.to_kpa = [](std::span<const std::uint16_t> counts, double, std::span<float> kpa) {
    std::copy(counts.begin(), counts.end(), kpa.begin());
  };
  return info;
}

std::vector<std::uint16_t> fxa_counts(std::size_t frame) {
  const auto frames = testing::fxa_frames();
  return {frames[frame].begin(), frames[frame].end()};
}

LiveFrame live(const std::vector<std::uint16_t>& counts, const StreamInfo& info) {
  LiveFrame frame({7, std::chrono::milliseconds(1250), std::nullopt, counts},
                  std::chrono::seconds(1));
  frame.measure(info);
  return frame;
}

/// Golden numbers of metrics.md 0.3.
TEST(LiveFrame, ForceAndCentreOfPressure) {
  const StreamInfo info = fxa_info();
  const double force[] = {13, 41, 44, 39.5};
  const PointMm cop[] = {{15.0000, 8.8462}, {13.7805, 11.3415}, {13.8636, 22.0455}};
  for (std::size_t i = 0; i < 4; ++i) {
    const LiveFrame frame = live(fxa_counts(i), info);
    EXPECT_NEAR(frame.force_n().value(), force[i], 1e-6);
    if (i == 3) continue;  // its golden centre is that of cells of 10 kPa or more
    EXPECT_NEAR(frame.cop().value().x, cop[i].x, 5e-5);
    EXPECT_NEAR(frame.cop().value().y, cop[i].y, 5e-5);
  }
}

TEST(LiveFrame, NoCentreBelowTheForceThatTheHelloTells) {
  StreamInfo info = fxa_info();
  info.cop_min_force_n = 13.5;
  EXPECT_FALSE(live(fxa_counts(0), info).cop());
  EXPECT_TRUE(live(fxa_counts(1), info).cop());
  EXPECT_NE(hello_message(info).find("\"cop_min_force_n\":13.5"), std::string::npos);
}

TEST(LiveFrame, AnEmptyMatHasNoCentre) {
  const StreamInfo info = fxa_info();
  const LiveFrame frame = live(std::vector<std::uint16_t>(12), info);
  EXPECT_EQ(frame.force_n(), 0);
  EXPECT_FALSE(frame.cop());
}

TEST(LiveFrame, WithoutACalibrationThereAreCountsOnly) {
  StreamInfo info = fxa_info();
  info.to_kpa = nullptr;
  LiveFrame frame = live(fxa_counts(1), info);
  EXPECT_FALSE(frame.force_n());
  const std::string text = *frame.message(StreamForm::force, info);
  EXPECT_EQ(text,
            R"({"type":"frame","sequence":7,"time_s":0.25,"device_time_s":null,"force_n":null,)"
            R"("cop_x_mm":null,"cop_y_mm":null})");
}

TEST(LiveFrame, IsWrittenOnceForAllClients) {
  const StreamInfo info = fxa_info();
  LiveFrame frame = live(fxa_counts(0), info);
  EXPECT_EQ(frame.message(StreamForm::json, info), frame.message(StreamForm::json, info));
  EXPECT_EQ(frame.message(StreamForm::binary, info)->size(), 40U + 2 * 12);
}

TEST(StreamTarget, Names) {
  const StreamTarget here = StreamTarget::parse("tcp:4711");
  EXPECT_EQ(here.kind, StreamTarget::Kind::tcp);
  EXPECT_EQ(here.host, "127.0.0.1") << "nobody outside hears it unasked";
  EXPECT_EQ(here.port, 4711);
  const StreamTarget all = StreamTarget::parse("ws:0.0.0.0:80");
  EXPECT_EQ(all.kind, StreamTarget::Kind::websocket);
  EXPECT_EQ(all.host, "0.0.0.0");
  EXPECT_EQ(StreamTarget::parse("lsl").kind, StreamTarget::Kind::lsl);
  for (const char* wrong : {"", "tcp", "tcp:", "tcp:x", "ws:65536", "ws::5", "udp:5", "lsl:5"}) {
    EXPECT_THROW((void)StreamTarget::parse(wrong), std::invalid_argument) << wrong;
  }
}

/// Frames from one thread, a client in another: every line, in order, then good-bye.
TEST(LiveStream, AClientHearsEveryFrame) {
  LiveStream stream({StreamTarget::parse("tcp:0")});
  ASSERT_EQ(stream.addresses().size(), 1U);
  const std::string& address = stream.addresses()[0];
  const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
  asio::io_context io;
  asio::ip::tcp::socket socket(io);
  socket.connect({asio::ip::make_address("127.0.0.1"), port});
  stream.begin(fxa_info(), "test");
  asio::streambuf heard;
  const auto line = [&] {
    asio::read_until(socket, heard, '\n');
    std::istream in(&heard);
    std::string text;
    std::getline(in, text);
    return text;
  };
  EXPECT_EQ(line(), hello_message(fxa_info()));
  const auto counts = fxa_counts(2);
  for (std::uint64_t k = 0; k < 50; ++k) stream.accept({k, {}, std::nullopt, counts});
  for (std::uint64_t k = 0; k < 50; ++k) {
    EXPECT_NE(line().find("\"sequence\":" + std::to_string(k) + ','), std::string::npos);
  }
  std::thread reader([&] {
    EXPECT_EQ(line(), end_message(50));
    boost::system::error_code error;
    asio::read_until(socket, heard, '\n', error);
    EXPECT_EQ(error, asio::error::eof);
    socket.close();
  });
  stream.end();
  reader.join();
  EXPECT_EQ(stream.stats().clients, 1U);
  EXPECT_EQ(stream.stats().dropped, 0U);
}

/// More frames at once than may be on their way: accept() never waits, what was left out is told.
TEST(LiveStream, ABurstIsBounded) {
  LiveStream stream({StreamTarget::parse("tcp:0")});
  stream.begin(fxa_info(), "test");
  const auto counts = fxa_counts(2);
  for (std::uint64_t k = 0; k < 100000; ++k) stream.accept({k, {}, std::nullopt, counts});
  stream.end();
  EXPECT_EQ(stream.stats().clients, 0U);
}

TEST(LiveStream, AnAddressThatIsTakenIsAnError) {
  const LiveStream first({StreamTarget::parse("ws:0")});
  const std::string& address = first.addresses()[0];
  EXPECT_THROW(LiveStream({StreamTarget::parse(address)}), std::exception);
}

}  // namespace
}  // namespace solea
