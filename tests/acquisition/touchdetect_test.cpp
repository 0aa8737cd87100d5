#include <gtest/gtest.h>

#include "acquisition/framing/hdlc.h"
#include "tests/acquisition/wire.h"

namespace solea {
namespace {

using namespace testing;
using std::chrono::milliseconds;

const DeviceDriver& low() {
  return *find_driver("touchdetect");
}

/// An answer with cell i = 100 i (0 to 3500), in that order of bytes.
Bytes answer(bool low_first) {
  Bytes data;
  for (unsigned i = 0; i < 36; ++i) {
    const unsigned count = 100 * i;
    const auto first = static_cast<std::byte>(low_first ? count & 0xffU : count >> 8U);
    const auto second = static_cast<std::byte>(low_first ? count >> 8U : count & 0xffU);
    data.push_back(first);
    data.push_back(second);
  }
  Bytes bytes;
  hdlc::encode(hdlc::information(1), data, bytes);
  add(hex("7E FF 21 0C C0 7E"), bytes);  // acknowledges number 1
  return bytes;
}

TEST(Touchdetect, AsksAndAcknowledgesInHdlc) {
  const auto decoder = low().make_decoder();
  Bytes said;
  decoder->speak(milliseconds(1000), said);
  EXPECT_EQ(said, hex("7E FF 12 01 97 B7 7E")) << "information frame 1, command 01";
  VectorSink sink;
  decoder->feed(answer(true), milliseconds(1004), sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  for (std::size_t i = 0; i < 36; ++i) EXPECT_EQ(sink.frames[0].counts[i], 100 * i);
  ASSERT_TRUE(decoder->next_word());
  EXPECT_LE(*decoder->next_word(), milliseconds(1054)) << "within 50 ms";
  said.clear();
  decoder->speak(milliseconds(1004), said);
  EXPECT_EQ(said, hex("7E FF 21 0C C0 7E"));
  EXPECT_EQ(decoder->stats().late_answers, 0U);
  EXPECT_EQ(decoder->stats().bytes_skipped, 0U);
  EXPECT_EQ(*decoder->next_word(), milliseconds(1030)) << "the next question";
}

TEST(Touchdetect, AnAcknowledgementAfter50MsIsCounted) {
  const auto decoder = low().make_decoder();
  Bytes said;
  decoder->speak(milliseconds(1000), said);
  VectorSink sink;
  decoder->feed(answer(true), milliseconds(1004), sink);
  decoder->speak(milliseconds(1055), said);
  EXPECT_EQ(decoder->stats().late_answers, 1U);
}

TEST(Touchdetect, OnlyOneOrderOfBytesKeepsTheCountsWithin4095) {
  VectorSink sink;
  const auto decoder = low().make_decoder();
  decoder->feed(answer(false), {}, sink);
  EXPECT_TRUE(sink.frames.empty()) << "refused, not turned round";
  EXPECT_EQ(decoder->stats().bad_checksum, 0U);
  EXPECT_GT(decoder->stats().bytes_skipped, 72U);
  find_driver("touchdetect_msb")->make_decoder()->feed(answer(false), {}, sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].counts[35], 3500);
}

TEST(Touchdetect, AChangedBitIsABadChecksum) {
  const Bytes good = answer(true);
  for (std::size_t at = 1; at < 78; at += 7) {
    Bytes bad = good;
    bad[at] ^= std::byte{0x04};
    VectorSink sink;
    const auto decoder = low().make_decoder();
    decoder->feed(bad, {}, sink);
    EXPECT_TRUE(sink.frames.empty()) << at;
  }
}

TEST(Touchdetect, AnAnswerIs84BytesWhenNothingIsEscaped) {
  const auto twin = low().make_twin(low().own_settings());
  Bytes reply;
  twin->receive(hex("7E FF 12 01 97 B7 7E"), reply);
  EXPECT_TRUE(reply.empty());
  EXPECT_TRUE(twin->wants_frame());
  Bytes bytes;
  const std::vector<std::uint16_t> counts(36, 5);
  twin->encode({0, {}, {}, counts}, bytes);
  EXPECT_EQ(bytes.size(), 84U);
  EXPECT_FALSE(twin->wants_frame());
}

TEST(Touchdetect, TheTwinAnswersPingsAndRefusesWrongCommands) {
  const auto twin = low().make_twin(low().own_settings());
  Bytes ping;
  hdlc::encode(hdlc::information(1), hex("00"), ping);
  Bytes reply;
  twin->receive(ping, reply);
  EXPECT_EQ(reply, hex("7E FF 12 14 C3 7E 7E FF 21 0C C0 7E"));
  Bytes wrong;
  hdlc::encode(hdlc::information(1), hex("05"), wrong);
  reply.clear();
  twin->receive(wrong, reply);
  ASSERT_EQ(reply.size(), 6U);
  EXPECT_EQ(reply[2], std::byte{0x29});
}

TEST(Touchdetect, AConversationPollsEvery30Ms) {
  Conversation talk(low());
  talk.run(milliseconds(3000));
  EXPECT_NEAR(static_cast<double>(talk.sink.frames.size()), 100, 1);
  EXPECT_EQ(talk.decoder->stats().late_answers, 0U);
  EXPECT_EQ(talk.decoder->stats().gaps, 0U);
  EXPECT_EQ(talk.decoder->stats().bytes_skipped, 0U);
}

TEST(Touchdetect, AMatThatIsSilentForAWhileLeavesOneGapAsLongAsItWas) {
  Conversation talk(low());
  talk.run(milliseconds(300));
  const std::uint64_t before = talk.sink.frames.back().sequence;
  talk.run(milliseconds(1200), true);  // asked at 300, 800 and 1300 ms, heard at 1800 ms
  talk.run(milliseconds(900));
  EXPECT_EQ(talk.decoder->stats().gaps, 1U);
  EXPECT_EQ(talk.decoder->stats().late_answers, 3U);
  const auto missing = static_cast<double>(talk.decoder->stats().frames_missing);
  EXPECT_NEAR(missing, 1500.0 / 30, 3) << "sequence times period is time";
  EXPECT_EQ(talk.sink.frames.back().sequence + 1,
            talk.sink.frames.size() + talk.decoder->stats().frames_missing);
  EXPECT_GT(talk.sink.frames.back().sequence, before + 40);
}

}  // namespace
}  // namespace solea
