// The framing toolkit on formats that no driver of this repository has.

#include <gtest/gtest.h>

#include <bit>
#include <limits>
#include <random>

#include "acquisition/framing/bytes.h"
#include "acquisition/framing/cells.h"
#include "acquisition/framing/checksums.h"
#include "acquisition/framing/frame_format.h"
#include "acquisition/framing/sequence_counter.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::VectorSink;
using Bytes = std::vector<std::byte>;

Bytes raw(std::initializer_list<int> values) {
  Bytes bytes;
  for (const int v : values) bytes.push_back(static_cast<std::byte>(v));
  return bytes;
}
Bytes& operator+=(Bytes& a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
std::vector<std::uint16_t> read(const Bytes& wire, CellType type, std::size_t n,
                                double factor = 1) {
  std::vector<std::uint16_t> counts(n, 9);
  EXPECT_TRUE(read_cells(wire, type, factor, counts));
  return counts;
}
using Counts = std::vector<std::uint16_t>;

TEST(Cells, TypesOfTheWire) {
  EXPECT_EQ(read(raw({1, 255}), CellType::u8, 2), (Counts{1, 255}));
  EXPECT_EQ(read(raw({1, 2, 255, 0}), CellType::u16le, 2), (Counts{0x201, 255}));
  EXPECT_EQ(read(raw({1, 2, 255, 0}), CellType::u16be, 2), (Counts{0x102, 0xff00}));
  EXPECT_EQ(read(raw({255, 255, 255, 255, 0, 1, 0, 0, 0, 0, 1, 0}), CellType::i32le, 3),
            (Counts{0, 256, 65535}))
      << "bounded to what a count can be";
  Bytes doubles;
  for (const double v : {1.5, -3.0, 0.04}) write_le(std::bit_cast<std::uint64_t>(v), doubles);
  EXPECT_EQ(read(doubles, CellType::f64le, 3, 100), (Counts{150, 0, 4}));
  doubles.clear();
  write_le(std::bit_cast<std::uint64_t>(std::numeric_limits<double>::quiet_NaN()), doubles);
  Counts one(1);
  EXPECT_FALSE(read_cells(doubles, CellType::f64le, 1, one));
}

/// Longer than the blocks of the loops, with every remainder.
TEST(Cells, EveryLengthIsReadToItsEnd) {
  std::mt19937 random(4);
  for (std::size_t n = 0; n < 100; ++n) {
    Bytes wire(2 * n);
    for (std::byte& b : wire) b = static_cast<std::byte>(random());
    const Counts u8 = read(wire, CellType::u8, n);
    const Counts be = read(wire, CellType::u16be, n);
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_EQ(u8[i], std::to_integer<int>(wire[i]));
      EXPECT_EQ(be[i],
                std::to_integer<int>(wire[2 * i]) * 256 + std::to_integer<int>(wire[2 * i + 1]));
    }
  }
}

TEST(Cells, WriteIsTheInverse) {
  const Counts counts = {0, 1, 200, 255};
  for (const CellType type :
       {CellType::u8, CellType::u16le, CellType::u16be, CellType::i32le, CellType::f64le}) {
    Bytes wire;
    write_cells(counts, type, 0.5, wire);
    EXPECT_EQ(wire.size(), 4 * bytes_of(type));
    EXPECT_EQ(read(wire, type, 4, 0.5), counts);
  }
}

TEST(Cells, OrderOfTheWire) {
  using Places = std::vector<std::uint32_t>;
  EXPECT_TRUE(wire_places(2, 3, {}).empty());
  EXPECT_EQ(wire_places(2, 3, {.column_major = true}), (Places{0, 3, 1, 4, 2, 5}));
  EXPECT_EQ(wire_places(2, 3, {.flip_rows = true}), (Places{3, 4, 5, 0, 1, 2}));
  EXPECT_EQ(wire_places(2, 3, {.flip_cols = true}), (Places{2, 1, 0, 5, 4, 3}));
  EXPECT_EQ(wire_places(2, 3, {.column_major = true, .flip_rows = true, .flip_cols = true}),
            (Places{5, 2, 4, 1, 3, 0}));
}

/// CRC-16/X25 bit by bit from its definition, over every remainder of the eight bytes at a time.
TEST(Checksums, Crc16OfEveryLength) {
  std::mt19937 random(9);
  Bytes bytes;
  for (int length = 0; length < 40; ++length) {
    unsigned crc = 0xffff;
    for (const std::byte b : bytes) {
      crc ^= std::to_integer<unsigned>(b);
      for (int i = 0; i < 8; ++i) crc = (crc & 1U) != 0 ? (crc >> 1U) ^ 0x8408U : crc >> 1U;
    }
    EXPECT_EQ(crc16_x25(bytes), (crc ^ 0xffffU) & 0xffffU) << length;
    bytes.push_back(static_cast<std::byte>(random()));
  }
}

TEST(SequenceCounter, UnwrapsAndSeesWhatIsMissing) {
  using std::chrono::seconds;
  SequenceCounter counter(8, 10);
  EXPECT_EQ(counter.advance(254, seconds(0)).missing, 0U) << "the first one misses nothing";
  EXPECT_EQ(counter.advance(255, seconds(0)).missing, 0U);
  EXPECT_EQ(counter.advance(0, seconds(0)).missing, 0U);
  EXPECT_EQ(counter.sequence(), 256U);
  EXPECT_TRUE(counter.advance(0, seconds(0)).repeated);
  EXPECT_EQ(counter.advance(3, seconds(1)).missing, 2U);
  EXPECT_EQ(counter.sequence(), 259U);
  EXPECT_EQ(counter.advance(1, seconds(3)).missing, 19U) << "began anew after 2 s at 10 a second";
  EXPECT_EQ(counter.sequence(), 279U);
}

/// 2 x 3 cells u16 little-endian behind head, u8 counter and u16 big-endian clock; a byte of
/// status, xor of all behind the head, tail.
constexpr FrameFormat two_by_three = {
    .head = "\xaa\x55",
    .tail = "\x55\xaa",
    .layout =
        {.rows = 2, .cols = 3, .cell = CellType::u16le, .header_bytes = 5, .trailer_bytes = 4},
    .order = {.flip_rows = true},
    .sum = FrameSum::xor8,
    .sum_from = 2,
    .sequence = {.offset = 2, .bytes = 1},
    .device_time = {.offset = 3, .bytes = 2, .big_endian = true},
    .device_tick = std::chrono::milliseconds(1),
    .rate_hz = 100,
};

class Clocks final : public FrameSink {
 public:
  void accept(const RawFrameView& frame) override { times.push_back(*frame.device_time); }
  std::vector<std::chrono::nanoseconds> times;
};

TEST(FrameFormat, HeaderFieldsFlipsChecksumAndTail) {
  Bytes golden = raw({0xaa, 0x55, 7, 0x01, 0x02, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 0x99});
  // 7 ^ 1 ^ 2 = 4; 1 ^ 2 ^ 3 ^ 4 ^ 5 ^ 6 = 7; 4 ^ 7 ^ 0x99 = 0x9a
  golden += raw({0x9a, 0x55, 0xaa});
  VectorSink sink;
  auto decoder = make_frame_decoder(two_by_three);
  decoder->feed(golden, {}, sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].sequence, 7U);
  EXPECT_EQ(sink.frames[0].counts, (Counts{4, 5, 6, 1, 2, 3})) << "the last row comes first";
  Clocks clocks;
  decoder = make_frame_decoder(two_by_three);
  decoder->feed(golden, {}, clocks);
  EXPECT_EQ(clocks.times.at(0), std::chrono::milliseconds(0x102));

  Bytes encoded;
  encode_frame(two_by_three, {7, {}, std::chrono::milliseconds(0x102), Counts{4, 5, 6, 1, 2, 3}},
               encoded);
  golden[17] = std::byte{0};  // the twin has no status
  golden[18] = std::byte{0x9a ^ 0x99};
  EXPECT_EQ(encoded, golden);
}

TEST(FrameFormat, EveryChecksumFindsEveryFlippedBit) {
  for (const FrameSum sum :
       {FrameSum::sum8, FrameSum::xor8, FrameSum::crc16_x25, FrameSum::crc32}) {
    FrameFormat format = two_by_three;
    format.sum = sum;
    format.sum_from = 0;
    format.layout.trailer_bytes = 2 + (sum == FrameSum::crc32       ? 4
                                       : sum == FrameSum::crc16_x25 ? 2
                                                                    : 1);
    Bytes good;
    encode_frame(format, {0, {}, {}, Counts{4, 5, 6, 1, 2, 3}}, good);
    for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
      Bytes bad = good;
      bad[bit / 8] ^= std::byte{1} << (bit % 8);
      VectorSink sink;
      const auto decoder = make_frame_decoder(format);
      decoder->feed(bad, {}, sink);
      EXPECT_TRUE(sink.frames.empty());
      decoder->feed(good, {}, sink);
      EXPECT_EQ(sink.frames.size(), 1U);
    }
  }
}

/// The header tells the grid: rows and columns behind the head.
std::optional<FrameLayout> grid_in_header(std::span<const std::byte> header) {
  FrameLayout layout = {.cell = CellType::u8, .header_bytes = 4};
  layout.rows = std::to_integer<int>(header[2]);
  layout.cols = std::to_integer<int>(header[3]);
  return layout.cells() > 0 ? std::optional(layout) : std::nullopt;
}

TEST(FrameFormat, AStreamThatTellsItsGridKeepsTheFirst) {
  static constexpr FrameFormat format = {
      .head = "##",
      .layout = {.rows = 1, .cols = 1, .header_bytes = 4},
      .read_layout = grid_in_header,
  };
  Bytes bytes = raw({'#', '#', 2, 2, 1, 2, 3, 4});
  bytes += raw({'#', '#', 3, 1, 1, 2, 3});
  bytes += raw({'#', '#', 0, 9});
  bytes += raw({'#', '#', 2, 2, 5, 6, 7, 8});
  VectorSink sink;
  const auto decoder = make_frame_decoder(format);
  decoder->feed(bytes, {}, sink);
  ASSERT_EQ(sink.frames.size(), 2U);
  EXPECT_EQ(sink.frames[1].counts, (Counts{5, 6, 7, 8}));
  EXPECT_EQ(decoder->announcement().rows, 2U);
  EXPECT_EQ(decoder->announcement().cols, 2U);
  EXPECT_EQ(decoder->stats().gaps, 1U);
}

}  // namespace
}  // namespace solea
