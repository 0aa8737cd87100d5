#include <gtest/gtest.h>

#include "acquisition/driver.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::VectorSink;
using Bytes = std::vector<std::byte>;

/// A frame written byte by byte from the protocol's description, not by the twin.
Bytes golden_frame() {
  Bytes bytes;
  for (int row = 0; row < 56; ++row) {
    for (int col = 0; col < 28; ++col)
      bytes.push_back(static_cast<std::byte>((row * 3 + col) % 208));
  }
  for (const int b : {0xff, 0xfe, 0xfe, 0xff}) bytes.push_back(static_cast<std::byte>(b));
  return bytes;
}

TEST(WillowecPmi, GoldenBytes) {
  const Bytes bytes = golden_frame();
  ASSERT_EQ(bytes.size(), 1572U);
  VectorSink sink;
  find_driver("willowec_pmi")->make_decoder()->feed(bytes, {}, sink);
  ASSERT_EQ(sink.frames.size(), 1U) << "the first frame has no marker before it";
  EXPECT_EQ(sink.frames[0].counts[0], 0);
  EXPECT_EQ(sink.frames[0].counts[27], 27);
  EXPECT_EQ(sink.frames[0].counts[28], 3) << "row 1 begins after 28 cells";
  EXPECT_EQ(sink.frames[0].counts[55 * 28 + 27], (55 * 3 + 27) % 208);
}

TEST(WillowecPmi, TheTwinSendsTheGoldenBytes) {
  const auto twin =
      find_driver("willowec_pmi")->make_twin(find_driver("willowec_pmi")->own_settings());
  std::vector<std::uint16_t> counts;
  for (int row = 0; row < 56; ++row) {
    for (int col = 0; col < 28; ++col)
      counts.push_back(static_cast<std::uint16_t>((row * 3 + col) % 208));
  }
  Bytes bytes;
  twin->encode({0, {}, {}, counts}, bytes);
  EXPECT_EQ(bytes, golden_frame());
}

TEST(WillowecPmi, TheTwinComparesFourLettersAsTheFirmwareDoes) {
  const auto send = [](DeviceTwin& twin, std::string_view text) {
    Bytes bytes;
    for (const char c : text) bytes.push_back(static_cast<std::byte>(c));
    Bytes reply;
    twin.receive(bytes, reply);
    return reply;
  };
  const DeviceDriver* driver = find_driver("willowec_pmi");
  auto twin = driver->make_twin(driver->own_settings());
  EXPECT_FALSE(send(*twin, "print_info\n").empty());
  EXPECT_FALSE(twin->wants_frame());
  (void)send(*twin, "get_cal_vals\n");
  EXPECT_TRUE(twin->wants_frame());
  Bytes frame;
  const std::vector<std::uint16_t> counts(1568);
  twin->encode({0, {}, {}, counts}, frame);
  EXPECT_FALSE(twin->wants_frame()) << "one frame, then back to commands";
  (void)send(*twin, "sta");
  EXPECT_FALSE(twin->wants_frame());
  (void)send(*twin, "rtle\n");
  EXPECT_TRUE(twin->wants_frame());
}

TEST(WillowecPmi, JoiningMidStreamDropsThePartialFrame) {
  Bytes bytes = golden_frame();
  bytes.erase(bytes.begin(), bytes.begin() + 700);
  for (int i = 0; i < 3; ++i) {
    const Bytes frame = golden_frame();
    bytes.insert(bytes.end(), frame.begin(), frame.end());
  }
  VectorSink sink;
  const auto decoder = find_driver("willowec_pmi")->make_decoder();
  decoder->feed(bytes, {}, sink);
  EXPECT_EQ(sink.frames.size(), 3U);
  EXPECT_EQ(decoder->stats().gaps, 0U);
  EXPECT_EQ(decoder->stats().bytes_skipped, 872U);
}

TEST(WillowecPmi, ADamagedMarkerIsAGapOfTwoFrames) {
  Bytes bytes;
  for (int i = 0; i < 6; ++i) {
    Bytes frame = golden_frame();
    if (i == 2) frame[1569] = std::byte{0};
    bytes.insert(bytes.end(), frame.begin(), frame.end());
  }
  VectorSink sink;
  const auto decoder = find_driver("willowec_pmi")->make_decoder();
  decoder->feed(bytes, {}, sink);
  EXPECT_EQ(sink.frames.size(), 4U);
  EXPECT_EQ(decoder->stats().gaps, 1U);
  EXPECT_EQ(decoder->stats().frames_missing, 2U);
  EXPECT_EQ(sink.frames[2].sequence, 4U) << "time runs on over the gap";
}

}  // namespace
}  // namespace solea
