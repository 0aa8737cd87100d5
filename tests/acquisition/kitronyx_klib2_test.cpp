#include <gtest/gtest.h>

#include <bit>

#include "tests/acquisition/wire.h"

namespace solea {
namespace {

using namespace testing;

void put_u32(std::uint32_t value, std::size_t at, Bytes& bytes) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<std::byte>(value >> (8 * i));
}

/// A packet by the description: head, length, names, 3 rows, 5 columns, cells, `unused` bytes,
/// tail.
Bytes packet(const Bytes& cells, std::size_t unused) {
  Bytes bytes(96);
  put_u32(0x7e7e7e7e, 0, bytes);
  put_u32(static_cast<std::uint32_t>(96 + cells.size() + unused + 4 - 8), 4, bytes);
  put_u32(77, 8, bytes);
  put_u32(3, 88, bytes);
  put_u32(5, 92, bytes);
  add(cells, bytes);
  bytes.resize(bytes.size() + unused);
  add(hex("81 81 81 81"), bytes);
  return bytes;
}

Bytes raw_cells(unsigned first) {
  Bytes cells;
  for (unsigned i = 0; i < 15; ++i) cells.push_back(static_cast<std::byte>(first + i));
  return cells;
}

Bytes force_cells(double first) {
  Bytes cells;
  for (int i = 0; i < 15; ++i) {
    const auto bits = std::bit_cast<std::uint64_t>(first + i * 0.5);
    for (unsigned b = 0; b < 8; ++b) cells.push_back(static_cast<std::byte>(bits >> (8 * b)));
  }
  return cells;
}

TEST(KitronyxKlib2, ARawPacketTellsItsGrid) {
  VectorSink sink;
  const auto decoder = find_driver("kitronyx_klib2")->make_decoder();
  EXPECT_EQ(decoder->announcement().rows, std::nullopt);
  decoder->feed(packet(raw_cells(100), 96), {}, sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  ASSERT_EQ(sink.frames[0].counts.size(), 15U);
  EXPECT_EQ(sink.frames[0].counts[0], 100);
  EXPECT_EQ(sink.frames[0].counts[14], 114);
  EXPECT_EQ(decoder->announcement().rows, 3U);
  EXPECT_EQ(decoder->announcement().cols, 5U);
  EXPECT_EQ(decoder->announcement().pitch_x_mm, std::nullopt) << "not told";
  EXPECT_EQ(decoder->announcement().kpa_per_count, std::nullopt) << "the unit is not told";
}

TEST(KitronyxKlib2, TheLengthTellsTheTypeOfTheCells) {
  // 15 cells: up to 215 bytes are u8, more are f64. 96 + 120 + 4 = 220.
  VectorSink sink;
  const auto decoder = find_driver("kitronyx_klib2_force")->make_decoder();
  decoder->feed(packet(force_cells(12.3), 0), {}, sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].counts[0], 123) << "tenths of the unit";
  EXPECT_EQ(sink.frames[0].counts[1], 128);
  EXPECT_EQ(sink.frames[0].counts[14], 193);
}

TEST(KitronyxKlib2, ForcesBeyondTheCountsEndAtTheirBounds) {
  Bytes cells = force_cells(0);
  const auto big = std::bit_cast<std::uint64_t>(1e6);
  const auto negative = std::bit_cast<std::uint64_t>(-3.0);
  for (unsigned b = 0; b < 8; ++b) {
    cells[b] = static_cast<std::byte>(big >> (8 * b));
    cells[8 + b] = static_cast<std::byte>(negative >> (8 * b));
  }
  VectorSink sink;
  find_driver("kitronyx_klib2_force")->make_decoder()->feed(packet(cells, 0), {}, sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].counts[0], 65535);
  EXPECT_EQ(sink.frames[0].counts[1], 0);
}

TEST(KitronyxKlib2, SeveralPacketsInOnePieceAndOneInSeveral) {
  Bytes bytes;
  for (unsigned k = 0; k < 4; ++k) add(packet(raw_cells(10 * k), 50 + k), bytes);
  VectorSink whole;
  find_driver("kitronyx_klib2")->make_decoder()->feed(bytes, {}, whole);
  ASSERT_EQ(whole.frames.size(), 4U);
  VectorSink pieces;
  const auto decoder = find_driver("kitronyx_klib2")->make_decoder();
  for (const std::byte b : bytes) decoder->feed(std::span(&b, 1), {}, pieces);
  EXPECT_EQ(pieces.frames, whole.frames);
}

TEST(KitronyxKlib2, ATailInTheWrongPlaceIsNoFrame) {
  Bytes bytes = packet(raw_cells(1), 96);
  bytes.erase(bytes.begin() + 100);
  add(packet(raw_cells(2), 96), bytes);
  VectorSink sink;
  const auto decoder = find_driver("kitronyx_klib2")->make_decoder();
  decoder->feed(bytes, {}, sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].counts[0], 2);
  EXPECT_EQ(decoder->stats().bytes_skipped, packet(raw_cells(1), 96).size() - 1);
}

TEST(KitronyxKlib2, AGridThatCannotBeIsNoFrame) {
  for (const std::uint32_t rows : {0U, 600U, 0xffffffffU}) {
    Bytes bytes = packet(raw_cells(1), 200);
    put_u32(rows, 88, bytes);
    VectorSink sink;
    find_driver("kitronyx_klib2")->make_decoder()->feed(bytes, {}, sink);
    EXPECT_TRUE(sink.frames.empty()) << rows;
  }
}

TEST(KitronyxKlib2, TheTwinFollowsTheDescription) {
  const DeviceDriver& driver = *find_driver("kitronyx_klib2");
  Bytes bytes;
  const std::vector<std::uint16_t> counts(driver.plate.cells(), 9);
  driver.make_twin(driver.own_settings())->encode({5, {}, {}, counts}, bytes);
  const std::size_t cells = 48 * 48;
  ASSERT_EQ(bytes.size(), 96 + cells + 100);
  EXPECT_LE(bytes.size(), cells + 200) << "else the cells would be f64";
  EXPECT_EQ(Bytes(bytes.begin(), bytes.begin() + 4), hex("7E 7E 7E 7E"));
  // 2500 - 8 = 0x09BC; tail at L + 4.
  EXPECT_EQ(Bytes(bytes.begin() + 4, bytes.begin() + 8), hex("BC 09 00 00"));
  EXPECT_EQ(Bytes(bytes.begin() + 88, bytes.begin() + 96), hex("30 00 00 00 30 00 00 00"));
  EXPECT_EQ(Bytes(bytes.begin() + 0x9bc + 4, bytes.end()), hex("81 81 81 81"));
}

}  // namespace
}  // namespace solea
