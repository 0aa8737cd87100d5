// What every driver must do, without a line for any one of them.

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "acquisition/driver.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::VectorSink;
using Bytes = std::vector<std::byte>;

class DriverContract : public ::testing::TestWithParam<const DeviceDriver*> {
 protected:
  const DeviceDriver& driver = *GetParam();

  /// Counts a mat could send, different in every frame, 0 in a corner as unloaded cells are.
  [[nodiscard]] std::vector<std::uint16_t> counts(std::uint64_t k) const {
    std::vector<std::uint16_t> c(driver.plate.cells());
    std::mt19937 random(static_cast<unsigned>(k + 1));
    for (std::size_t i = c.size() / 8; i < c.size(); ++i) {
      c[i] = static_cast<std::uint16_t>(random() % (driver.max_count + 1U));
    }
    return c;
  }
  [[nodiscard]] Bytes encode(std::uint64_t k) const {
    const auto twin = driver.make_twin(driver.own_settings());
    const auto c = counts(k);
    Bytes bytes;
    twin->encode({k, {}, std::chrono::milliseconds(10 * k), c}, bytes);
    return bytes;
  }
  [[nodiscard]] Bytes stream(std::uint64_t first, std::uint64_t count) const {
    Bytes bytes;
    for (std::uint64_t k = first; k < first + count; ++k) {
      const Bytes one = encode(k);
      bytes.insert(bytes.end(), one.begin(), one.end());
    }
    return bytes;
  }
  /// Frames with their content only: what a stream without a counter can promise.
  static std::vector<std::vector<std::uint16_t>> contents(const VectorSink& sink) {
    std::vector<std::vector<std::uint16_t>> all;
    for (const auto& frame : sink.frames) all.push_back(frame.counts);
    return all;
  }
  [[nodiscard]] std::vector<std::vector<std::uint16_t>> expected(std::uint64_t first,
                                                                 std::uint64_t count) const {
    std::vector<std::vector<std::uint16_t>> all;
    for (std::uint64_t k = first; k < first + count; ++k) all.push_back(counts(k));
    return all;
  }
  static void feed_split(FrameDecoder& decoder, const Bytes& bytes, VectorSink& sink,
                         const std::function<std::size_t()>& next_size) {
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t n = std::min(next_size(), bytes.size() - at);
      decoder.feed(std::span(bytes).subspan(at, n), {}, sink);
      at += n;
    }
  }
  /// Every frame that came out is one that went in, in order.
  void expect_no_invention(const VectorSink& sink, std::uint64_t sent) const {
    std::uint64_t k = 0;
    for (const auto& frame : sink.frames) {
      while (k < sent && counts(k) != frame.counts) ++k;
      ASSERT_LT(k, sent) << "a frame that was never sent";
      ++k;
    }
  }
};

TEST_P(DriverContract, TableRowIsComplete) {
  EXPECT_FALSE(driver.id.empty());
  EXPECT_EQ(find_driver(driver.id), &driver);
  EXPECT_FALSE(driver.name.empty());
  EXPECT_FALSE(driver.wire.empty());
  EXPECT_TRUE(driver.tested == "virtual only" || driver.tested == "hardware");
  EXPECT_GT(driver.plate.cells(), 0U);
  EXPECT_GT(driver.plate.pitch_x_mm, 0);
  EXPECT_GT(driver.plate.pitch_y_mm, 0);
  EXPECT_GT(driver.rate_hz, 0);
  EXPECT_GT(driver.max_count, 0);
  EXPECT_GT(driver.virtual_kpa_per_count, 0);
}

TEST_P(DriverContract, TwinStreamsWhenTheHostStartsIt) {
  const auto twin = driver.make_twin(driver.own_settings());
  const bool free_running = driver.start_command.empty();
  EXPECT_EQ(twin->wants_frame(), free_running);
  Bytes command;
  for (const char c : driver.start_command) command.push_back(static_cast<std::byte>(c));
  Bytes reply;
  twin->receive(command, reply);
  EXPECT_TRUE(twin->wants_frame());
}

TEST_P(DriverContract, DecodesWhatItsTwinSends) {
  VectorSink sink;
  const auto decoder = driver.make_decoder();
  decoder->feed(stream(0, 20), {}, sink);
  EXPECT_EQ(contents(sink), expected(0, 20));
  for (std::size_t k = 0; k < sink.frames.size(); ++k) EXPECT_EQ(sink.frames[k].sequence, k);
  EXPECT_EQ(decoder->stats().frames, 20U);
  EXPECT_EQ(decoder->stats().bytes_skipped, 0U);
  EXPECT_EQ(decoder->stats().gaps, 0U);
  EXPECT_EQ(decoder->stats().bad_checksum, 0U);
}

TEST_P(DriverContract, SameFramesHoweverTheBytesAreSplit) {
  const Bytes bytes = stream(0, 12);
  VectorSink whole;
  driver.make_decoder()->feed(bytes, {}, whole);
  VectorSink single;
  feed_split(*driver.make_decoder(), bytes, single, [] { return 1; });
  EXPECT_EQ(single.frames, whole.frames);
  std::mt19937 random(3);
  for (int round = 0; round < 10; ++round) {
    VectorSink split;
    feed_split(*driver.make_decoder(), bytes, split, [&] { return 1 + random() % 5000; });
    EXPECT_EQ(split.frames, whole.frames);
  }
}

TEST_P(DriverContract, GarbageBeforeCostsAtMostTwoFrames) {
  std::mt19937 random(8);
  for (int round = 0; round < 20; ++round) {
    Bytes bytes(1 + random() % 6000);
    for (std::byte& b : bytes) b = static_cast<std::byte>(random() % 250);
    const std::size_t garbage = bytes.size();
    const Bytes good = stream(0, 8);
    bytes.insert(bytes.end(), good.begin(), good.end());
    VectorSink sink;
    const auto decoder = driver.make_decoder();
    decoder->feed(bytes, {}, sink);
    EXPECT_GE(sink.frames.size(), 6U);
    EXPECT_GE(decoder->stats().bytes_skipped, garbage);
    EXPECT_EQ(decoder->stats().gaps, 0U) << "nothing is missing before the first frame";
    expect_no_invention(sink, 8);
  }
}

TEST_P(DriverContract, ABannerBeforeTheFirstFrame) {
  Bytes bytes;
  for (const char c : std::string_view("PMI ready, firmware 2.1\r\n")) {
    bytes.push_back(static_cast<std::byte>(c));
  }
  const Bytes good = stream(0, 5);
  bytes.insert(bytes.end(), good.begin(), good.end());
  VectorSink sink;
  driver.make_decoder()->feed(bytes, {}, sink);
  EXPECT_GE(sink.frames.size(), 4U);
  expect_no_invention(sink, 5);
}

TEST_P(DriverContract, LostBytesInTheMiddleCostAtMostTwoFramesAndAreCounted) {
  const std::size_t frame = encode(0).size();
  std::mt19937 random(21);
  for (int round = 0; round < 30; ++round) {
    Bytes bytes = stream(0, 10);
    const std::size_t from = 3 * frame + random() % (3 * frame);
    const std::size_t count = 1 + random() % frame;
    bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(from),
                bytes.begin() + static_cast<std::ptrdiff_t>(from + count));
    VectorSink sink;
    const auto decoder = driver.make_decoder();
    decoder->feed(bytes, {}, sink);
    EXPECT_GE(sink.frames.size(), 10U - 1 - count / frame - 2) << from << " " << count;
    EXPECT_EQ(decoder->stats().gaps, 1U);
    EXPECT_GT(decoder->stats().frames_missing, 0U);
    expect_no_invention(sink, 10);
  }
}

TEST_P(DriverContract, GarbageBetweenFramesCostsAtMostTwo) {
  std::mt19937 random(22);
  for (int round = 0; round < 20; ++round) {
    Bytes bytes = stream(0, 5);
    const std::size_t noise = 1 + random() % 3000;
    for (std::size_t i = 0; i < noise; ++i) bytes.push_back(static_cast<std::byte>(random() % 250));
    const Bytes rest = stream(5, 5);
    bytes.insert(bytes.end(), rest.begin(), rest.end());
    VectorSink sink;
    const auto decoder = driver.make_decoder();
    decoder->feed(bytes, {}, sink);
    EXPECT_GE(sink.frames.size(), 8U);
    EXPECT_GE(decoder->stats().bytes_skipped, noise);
    expect_no_invention(sink, 10);
  }
}

TEST_P(DriverContract, HalfAFrameAtTheEndWaits) {
  Bytes bytes = stream(0, 4);
  bytes.resize(bytes.size() - encode(0).size() / 2);
  VectorSink sink;
  driver.make_decoder()->feed(bytes, {}, sink);
  EXPECT_EQ(contents(sink), expected(0, 3));
}

/// Pure noise, the whole byte range, as much as ten minutes of a 115200 baud line: no crash, and
/// next to nothing may pass for a frame.
TEST_P(DriverContract, NoiseGivesNoFrames) {
  std::mt19937_64 random(77);
  VectorSink sink;
  const auto decoder = driver.make_decoder();
  Bytes chunk(64 * 1024);
  constexpr int chunks = 106;  // 6.9 MB
  for (int i = 0; i < chunks; ++i) {
    for (std::size_t k = 0; k < chunk.size(); k += 8) {
      const std::uint64_t word = random();
      for (std::size_t b = 0; b < 8; ++b) chunk[k + b] = static_cast<std::byte>(word >> (8 * b));
    }
    decoder->feed(chunk, {}, sink);
  }
  EXPECT_LE(sink.frames.size(), 1U);
  // And then a mat begins to speak.
  const std::size_t before = sink.frames.size();
  decoder->feed(stream(0, 6), {}, sink);
  EXPECT_GE(sink.frames.size() - before, 4U);
}

INSTANTIATE_TEST_SUITE_P(All, DriverContract,
                         ::testing::ValuesIn(builtin_drivers().begin(), builtin_drivers().end()),
                         [](const auto& param) { return std::string(param.param->id); });

TEST(Drivers, IdsAreUnique) {
  std::set<std::string_view> ids;
  for (const DeviceDriver* driver : builtin_drivers()) EXPECT_TRUE(ids.insert(driver->id).second);
  EXPECT_EQ(find_driver("no_such_mat"), nullptr);
}

}  // namespace
}  // namespace solea
