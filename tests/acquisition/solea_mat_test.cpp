#include <gtest/gtest.h>

#include <bit>
#include <random>

#include "acquisition/driver.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::VectorSink;
using Bytes = std::vector<std::byte>;

/// CRC-32 bit by bit from its definition, not zlib's.
std::uint32_t slow_crc32(const Bytes& bytes) {
  std::uint32_t crc = 0xffffffff;
  for (const std::byte b : bytes) {
    crc ^= std::to_integer<std::uint32_t>(b);
    for (int i = 0; i < 8; ++i) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
  }
  return ~crc;
}

void put(Bytes& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::byte>(value >> (8 * i)));
}

struct PacketPlan {
  std::uint32_t sequence = 0;
  unsigned version = 1;
  int sample_bytes = 2;
  int extra_header = 0;
  unsigned rows = 64;
};

/// A packet written from docs/protocol.md, not by the twin. Sample i is i modulo 4096 or 256.
Bytes golden_packet(const PacketPlan& plan) {
  Bytes p;
  for (const char c : std::string_view("SOLE")) p.push_back(static_cast<std::byte>(c));
  put(p, plan.version, 1);
  put(p, static_cast<std::uint64_t>(plan.sample_bytes), 1);
  put(p, static_cast<std::uint64_t>(36 + plan.extra_header), 2);
  put(p, plan.sequence, 4);
  put(p, 1000000 + 10000ULL * plan.sequence, 8);
  put(p, plan.rows, 2);
  put(p, 64, 2);
  put(p, 5000, 4);
  put(p, 5000, 4);
  put(p, std::bit_cast<std::uint32_t>(0.25F), 4);
  for (int i = 0; i < plan.extra_header; ++i) put(p, 0xee, 1);
  for (std::uint64_t i = 0; i < 4096; ++i) put(p, i, plan.sample_bytes);
  put(p, slow_crc32(p), 4);
  return p;
}

Bytes& operator+=(Bytes& a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

class SoleaMat : public ::testing::Test {
 protected:
  std::unique_ptr<FrameDecoder> decoder = find_driver("solea_mat")->make_decoder();
  VectorSink sink;
  void feed(const Bytes& bytes) { decoder->feed(bytes, {}, sink); }
};

TEST_F(SoleaMat, GoldenBytes) {
  const Bytes packet = golden_packet({7});
  EXPECT_EQ(packet.size(), 8232U);
  feed(packet);
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].sequence, 7U);
  EXPECT_EQ(sink.frames[0].counts[0], 0);
  EXPECT_EQ(sink.frames[0].counts[4095], 4095);
  const Announcement told = decoder->announcement();
  EXPECT_DOUBLE_EQ(*told.pitch_x_mm, 5);
  EXPECT_DOUBLE_EQ(*told.kpa_per_count, 0.25);
}

TEST_F(SoleaMat, OneByteSamplesAndLongerHeaders) {
  feed(golden_packet({0, 1, 1}));
  feed(golden_packet({1, 1, 2, 20}));
  ASSERT_EQ(sink.frames.size(), 2U);
  EXPECT_EQ(sink.frames[0].counts[300], 300 % 256);
  EXPECT_EQ(sink.frames[1].counts[300], 300);
}

TEST_F(SoleaMat, EveryFlippedBitIsFound) {
  std::mt19937 random(6);
  for (int round = 0; round < 200; ++round) {
    const auto fresh = find_driver("solea_mat")->make_decoder();
    VectorSink out;
    Bytes bytes = golden_packet({0});
    bytes += golden_packet({1});
    bytes[random() % 8232] ^= std::byte{1} << (random() % 8);
    bytes += golden_packet({2});
    fresh->feed(bytes, {}, out);
    ASSERT_EQ(out.frames.size(), 2U) << "the damaged one alone is lost";
    EXPECT_EQ(out.frames[0].sequence, 1U);
    EXPECT_EQ(out.frames[1].sequence, 2U);
    EXPECT_GT(fresh->stats().bytes_skipped, 0U);
  }
}

TEST_F(SoleaMat, ABadChecksumIsCounted) {
  Bytes packet = golden_packet({0});
  packet[5000] ^= std::byte{1};
  feed(packet);
  feed(golden_packet({1}));
  EXPECT_EQ(decoder->stats().bad_checksum, 1U);
  EXPECT_EQ(sink.frames.size(), 1U);
}

TEST_F(SoleaMat, DroppedFramesAreAGap) {
  for (const std::uint32_t k : {0U, 1U, 5U, 6U}) feed(golden_packet({k}));
  EXPECT_EQ(decoder->stats().gaps, 1U);
  EXPECT_EQ(decoder->stats().frames_missing, 3U);
  EXPECT_EQ(sink.frames.back().sequence, 6U);
}

TEST_F(SoleaMat, RepeatedFramesAreDroppedAndCounted) {
  for (const std::uint32_t k : {0U, 1U, 1U, 2U}) feed(golden_packet({k}));
  EXPECT_EQ(sink.frames.size(), 3U);
  EXPECT_EQ(decoder->stats().repeated, 1U);
  EXPECT_EQ(decoder->stats().gaps, 0U);
}

TEST_F(SoleaMat, TheCounterWraps) {
  for (const std::uint32_t k : {0xfffffffeU, 0xffffffffU, 0U, 1U}) feed(golden_packet({k}));
  ASSERT_EQ(sink.frames.size(), 4U);
  EXPECT_EQ(sink.frames[3].sequence, 0x100000001ULL);
  EXPECT_EQ(decoder->stats().gaps, 0U);
}

TEST_F(SoleaMat, ARestartedMatIsAGapOfUnknownLength) {
  for (const std::uint32_t k : {100U, 101U, 0U, 1U}) feed(golden_packet({k}));
  ASSERT_EQ(sink.frames.size(), 4U);
  EXPECT_GT(sink.frames[2].sequence, sink.frames[1].sequence + 1);
  EXPECT_EQ(sink.frames[3].sequence, sink.frames[2].sequence + 1);
  EXPECT_EQ(decoder->stats().gaps, 1U);
}

TEST_F(SoleaMat, OtherVersionsAndGridsAreNotGuessed) {
  feed(golden_packet({0, 2}));
  feed(golden_packet({0, 1, 2, 0, 32}));
  EXPECT_TRUE(sink.frames.empty());
  feed(golden_packet({1}));
  EXPECT_EQ(sink.frames.size(), 1U);
}

TEST_F(SoleaMat, TheTwinsPacketsFollowTheDocument) {
  const auto twin = find_driver("solea_mat")->make_twin(find_driver("solea_mat")->own_settings());
  std::vector<std::uint16_t> counts(4096);
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = static_cast<std::uint16_t>(i);
  Bytes bytes;
  twin->encode({3, {}, std::chrono::microseconds(1030000), counts}, bytes);
  EXPECT_EQ(bytes, golden_packet({3}));
}

}  // namespace
}  // namespace solea
