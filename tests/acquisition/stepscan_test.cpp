#include <gtest/gtest.h>

#include "tests/acquisition/wire.h"

namespace solea {
namespace {

using namespace testing;

void put_u16(unsigned value, Bytes& bytes) {
  bytes.push_back(static_cast<std::byte>(value & 0xffU));
  bytes.push_back(static_cast<std::byte>(value >> 8U));
}

/// A message by the description, 4 columns and 3 rows, on 2 March 2021 (a Tuesday) 13:37:20.
Bytes message(unsigned id, unsigned first, unsigned millisecond = 250) {
  Bytes bytes;
  for (const unsigned v : {0xbeefU, 44U, 2U, id, 4U, 3U, 0U, 0U}) put_u16(v, bytes);
  for (const unsigned v : {2021U, 3U, 2U, 2U, 13U, 37U, 20U, millisecond}) put_u16(v, bytes);
  bytes.resize(bytes.size() + 8);
  put_u16(0, bytes);
  put_u16(68, bytes);
  EXPECT_EQ(bytes.size(), 44U);
  for (unsigned i = 0; i < 12; ++i) put_u16(first + i, bytes);
  return bytes;
}

/// How the next message begins, which proves the one before.
Bytes next_beginning() {
  Bytes bytes = message(0, 0);
  bytes.resize(6);
  return bytes;
}

const DeviceDriver& stepscan() {
  return *find_driver("stepscan");
}

/// Keeps the times.
class ClockSink final : public FrameSink {
 public:
  void accept(const RawFrameView& frame) override {
    clocks.push_back(frame.device_time.value());
    arrivals.push_back(frame.arrival);
  }
  std::vector<std::chrono::nanoseconds> clocks, arrivals;
};

TEST(Stepscan, AMessageTellsItsGrid) {
  VectorSink sink;
  const auto decoder = stepscan().make_decoder();
  decoder->feed(message(9, 500), {}, sink);
  EXPECT_TRUE(sink.frames.empty()) << "not proved yet";
  decoder->feed(next_beginning(), {}, sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].sequence, 9U);
  ASSERT_EQ(sink.frames[0].counts.size(), 12U);
  EXPECT_EQ(sink.frames[0].counts[0], 500);
  EXPECT_EQ(sink.frames[0].counts[11], 511);
  EXPECT_EQ(decoder->announcement().rows, 3U);
  EXPECT_EQ(decoder->announcement().cols, 4U);
}

TEST(Stepscan, AMillisecondOfQuietProvesAMessageToo) {
  using std::chrono::microseconds;
  VectorSink sink;
  const auto decoder = stepscan().make_decoder();
  decoder->feed(message(0, 0), microseconds(0), sink);
  EXPECT_FALSE(decoder->next_word()) << "a single message may be noise";
  decoder->feed(message(1, 100), microseconds(10000), sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(decoder->next_word(), microseconds(11000));
  decoder->settle(microseconds(10999), sink);
  EXPECT_EQ(sink.frames.size(), 1U);
  decoder->settle(microseconds(11000), sink);
  ASSERT_EQ(sink.frames.size(), 2U);
  EXPECT_EQ(sink.frames[1].sequence, 1U);
  EXPECT_EQ(sink.frames[1].counts[0], 100);
  EXPECT_FALSE(decoder->next_word());
  // The stream goes on as if nothing had happened.
  decoder->feed(message(2, 200), microseconds(20000), sink);
  decoder->feed(next_beginning(), microseconds(30000), sink);
  ASSERT_EQ(sink.frames.size(), 3U);
  EXPECT_EQ(decoder->stats().gaps, 0U);
  EXPECT_EQ(decoder->stats().bytes_skipped, 0U);
}

TEST(Stepscan, QuietProvesNeitherAPieceNorAMessageWithMoreBehind) {
  using std::chrono::milliseconds;
  const std::size_t two = 2 * message(0, 0).size();
  for (const std::size_t size : {two - 20, two + 3}) {
    VectorSink sink;
    const auto decoder = stepscan().make_decoder();
    Bytes bytes = message(0, 0);
    add(message(1, 100), bytes);
    add(message(2, 200), bytes);
    bytes.resize(size);
    decoder->feed(bytes, milliseconds(0), sink);
    EXPECT_FALSE(decoder->next_word());
    decoder->settle(milliseconds(500), sink);
    EXPECT_EQ(sink.frames.size(), 1U) << size;
  }
}

TEST(Stepscan, TheFrameIdIsUnwrapped) {
  VectorSink sink;
  const auto decoder = stepscan().make_decoder();
  for (const unsigned id : {65534U, 65535U, 0U, 1U, 5U}) decoder->feed(message(id, id), {}, sink);
  decoder->feed(next_beginning(), {}, sink);
  ASSERT_EQ(sink.frames.size(), 5U);
  EXPECT_EQ(sink.frames[3].sequence, 65537U);
  EXPECT_EQ(sink.frames[4].sequence, 65541U);
  EXPECT_EQ(decoder->stats().gaps, 1U);
  EXPECT_EQ(decoder->stats().frames_missing, 3U);
}

TEST(Stepscan, TheClockCountsFromTheFirstMessage) {
  ClockSink sink;
  const auto decoder = stepscan().make_decoder();
  decoder->feed(message(0, 0, 250), {}, sink);
  decoder->feed(message(1, 0, 260), {}, sink);
  decoder->feed(next_beginning(), {}, sink);
  ASSERT_EQ(sink.clocks.size(), 2U);
  EXPECT_EQ(sink.clocks[0].count(), 0);
  EXPECT_EQ(sink.clocks[1], std::chrono::milliseconds(10));
}

TEST(Stepscan, AFrameArrivesWithItsLastByteNotWithWhatProvesIt) {
  using std::chrono::milliseconds;
  ClockSink sink;
  const auto decoder = stepscan().make_decoder();
  decoder->feed(message(0, 0), milliseconds(0), sink);
  decoder->feed(message(1, 0), milliseconds(10), sink);
  decoder->settle(milliseconds(12), sink);
  decoder->feed(message(2, 0), milliseconds(20), sink);
  decoder->feed(next_beginning(), milliseconds(30), sink);
  EXPECT_EQ(sink.arrivals, (std::vector<std::chrono::nanoseconds>{milliseconds(0), milliseconds(10),
                                                                  milliseconds(20)}));
}

TEST(Stepscan, ADateThatCannotBeIsNoMessage) {
  for (const auto& [at, value] : {std::pair{18U, 13U}, std::pair{22U, 30U}, std::pair{24U, 24U},
                                  std::pair{26U, 60U}, std::pair{20U, 7U}}) {
    Bytes bytes = message(1, 1);
    add(next_beginning(), bytes);
    if (at == 22U) bytes[18] = std::byte{2};  // 30 February
    bytes[at] = static_cast<std::byte>(value);
    VectorSink sink;
    stepscan().make_decoder()->feed(bytes, {}, sink);
    EXPECT_TRUE(sink.frames.empty()) << at;
  }
}

TEST(Stepscan, CompressedMessagesAreNotRead) {
  Bytes bytes = message(1, 1);
  add(next_beginning(), bytes);
  bytes[12] = std::byte{1};
  VectorSink sink;
  stepscan().make_decoder()->feed(bytes, {}, sink);
  EXPECT_TRUE(sink.frames.empty());
}

TEST(Stepscan, ACutMessageIsDroppedAndTheNextOneFound) {
  Bytes bytes;
  for (unsigned id = 0; id < 6; ++id) {
    Bytes one = message(id, 100 * id);
    if (id == 2) one.erase(one.begin() + 48, one.begin() + 64);
    add(one, bytes);
  }
  add(next_beginning(), bytes);
  VectorSink sink;
  const auto decoder = stepscan().make_decoder();
  decoder->feed(bytes, {}, sink);
  ASSERT_EQ(sink.frames.size(), 5U);
  EXPECT_EQ(sink.frames[2].counts[0], 300);
  EXPECT_EQ(decoder->stats().frames_missing, 1U);
  EXPECT_EQ(decoder->stats().bytes_skipped, message(0, 0).size() - 16);
}

TEST(Stepscan, TheTwinsHeader) {
  const auto twin = stepscan().make_twin(stepscan().own_settings());
  Bytes bytes;
  const std::vector<std::uint16_t> counts(stepscan().plate.cells(), 7);
  // A day, an hour, two minutes and 3.456 s after the start; the 65538th frame.
  twin->encode({65537, {}, std::chrono::milliseconds(86400000 + 3600000 + 123456), counts}, bytes);
  ASSERT_EQ(bytes.size(), 44U + 2 * 720 * 240);
  EXPECT_EQ(Bytes(bytes.begin() + 6, bytes.begin() + 12), hex("01 00 F0 00 D0 02"));
  // 2020-01-02, a Thursday, 01:02:03.456
  EXPECT_EQ(Bytes(bytes.begin() + 16, bytes.begin() + 32),
            hex("E4 07 01 00 04 00 02 00 01 00 02 00 03 00 C8 01"));
  EXPECT_EQ(Bytes(bytes.begin() + 44, bytes.begin() + 46), hex("07 00"));
}

}  // namespace
}  // namespace solea
