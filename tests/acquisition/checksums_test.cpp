// Check values of the catalogue of parametrised CRC algorithms; frames written by hand.

#include "acquisition/framing/checksums.h"

#include <gtest/gtest.h>

#include <algorithm>

#include <random>
#include <string_view>

#include "acquisition/framing/hdlc.h"
#include "acquisition/framing/slip.h"

namespace solea {
namespace {

using Bytes = std::vector<std::byte>;

Bytes bytes_of(std::initializer_list<int> values) {
  Bytes bytes;
  for (const int v : values) bytes.push_back(static_cast<std::byte>(v));
  return bytes;
}

Bytes text(std::string_view s) {
  Bytes bytes;
  for (const char c : s) bytes.push_back(static_cast<std::byte>(c));
  return bytes;
}

TEST(Checksums, CheckValuesOfTheCatalogue) {
  const Bytes check = text("123456789");
  EXPECT_EQ(crc16_x25(check), 0x906e);
  EXPECT_EQ(crc32(check), 0xcbf43926U);
  EXPECT_EQ(sum8(check), 0xdd);  // 49 + ... + 57 = 477
  EXPECT_EQ(xor8(check), 0x31);
}

TEST(Checksums, OfNothing) {
  EXPECT_EQ(sum8({}), 0);
  EXPECT_EQ(xor8({}), 0);
  EXPECT_EQ(crc16_x25({}), 0);
  EXPECT_EQ(crc32({}), 0U);
}

TEST(Checksums, ACrcSeesEverySingleBit) {
  const Bytes good = text("pressure");
  for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
    Bytes bad = good;
    bad[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_NE(crc16_x25(bad), crc16_x25(good));
    EXPECT_NE(crc32(bad), crc32(good));
  }
}

TEST(Slip, EscapesAsRfc1055Says) {
  Bytes out;
  slip::encode(bytes_of({1, 0xc0, 2, 0xdb, 3}), out);
  EXPECT_EQ(out, bytes_of({0xc0, 1, 0xdb, 0xdc, 2, 0xdb, 0xdd, 3, 0xc0}));
}

TEST(Slip, AnEscapeThatDoesNotExistIsDamage) {
  Bytes packet;
  EXPECT_FALSE(slip::decode(bytes_of({1, 0xdb, 7}), packet));
  EXPECT_FALSE(slip::decode(bytes_of({1, 0xdb}), packet));
}

/// FCS worked out bit by bit with a separate script from the polynomial; low byte first.
TEST(Hdlc, FramesByteByByte) {
  Bytes out;
  hdlc::encode(hdlc::acknowledge(0), {}, out);
  EXPECT_EQ(out, bytes_of({0x7e, 0xff, 0x01, 0x0e, 0xe1, 0x7e}));
  out.clear();
  hdlc::encode(hdlc::information(0), bytes_of({0x01}), out);
  EXPECT_EQ(out, bytes_of({0x7e, 0xff, 0x10, 0x01, 0x27, 0x84, 0x7e}));
}

TEST(Hdlc, TheChecksumOfAGoodFrameLeavesTheResidueOfTheStandard) {
  // Over a whole frame with its FCS, the register ends at 0xF0B8 before the last inversion.
  Bytes out;
  hdlc::encode(hdlc::information(3), text("123"), out);
  const std::span<const std::byte> inside(out.data() + 1, out.size() - 2);
  EXPECT_EQ(crc16_x25(inside), 0xf0b8 ^ 0xffff);
}

TEST(Hdlc, TellsDamageFromOtherFrames) {
  Bytes out;
  hdlc::encode(hdlc::information(1), text("abc"), out);
  Bytes inside(out.begin() + 1, out.end() - 1);
  hdlc::Frame frame;
  EXPECT_EQ(hdlc::decode(inside, frame), hdlc::Result::frame);
  EXPECT_TRUE(hdlc::is_information(frame.control));
  EXPECT_EQ(hdlc::number_of(frame.control), 1U);
  EXPECT_EQ(frame.information, text("abc"));
  inside[3] ^= std::byte{0x10};
  EXPECT_EQ(hdlc::decode(inside, frame), hdlc::Result::bad_checksum);
  EXPECT_EQ(hdlc::decode(bytes_of({1, 2, 3}), frame), hdlc::Result::no_frame);
  EXPECT_EQ(hdlc::decode(bytes_of({1, 2, 3, 4, 0x7d}), frame), hdlc::Result::no_frame);
}

/// Every byte value, and random packets: what goes in comes out, and no delimiter stands inside.
TEST(Escapes, RoundTrip) {
  std::mt19937 random(5);
  for (int round = 0; round < 500; ++round) {
    Bytes packet(random() % 300);
    for (std::byte& b : packet)
      b = static_cast<std::byte>(random() % 8 < 3 ? 0xc0 + random() % 32 : 0x70 + random() % 16);
    if (round == 0) {
      packet.clear();
      for (int v = 0; v < 256; ++v) packet.push_back(static_cast<std::byte>(v));
    }
    Bytes wire;
    slip::encode(packet, wire);
    EXPECT_EQ(std::count(wire.begin(), wire.end(), slip::end), 2);
    Bytes back;
    EXPECT_TRUE(slip::decode(std::span(wire).subspan(1, wire.size() - 2), back));
    EXPECT_EQ(back, packet);

    wire.clear();
    hdlc::encode(hdlc::information(2), packet, wire);
    EXPECT_EQ(std::count(wire.begin(), wire.end(), hdlc::flag), 2);
    hdlc::Frame frame;
    EXPECT_EQ(hdlc::decode(std::span(wire).subspan(1, wire.size() - 2), frame),
              hdlc::Result::frame);
    EXPECT_EQ(frame.information, packet);
  }
}

}  // namespace
}  // namespace solea
