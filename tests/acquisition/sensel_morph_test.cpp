#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "tests/acquisition/wire.h"

namespace solea {
namespace {

using namespace testing;

const DeviceDriver& morph() {
  return *find_driver("sensel_morph");
}

Bytes answer_of(DeviceTwin& twin, std::string_view question) {
  Bytes reply;
  twin.receive(hex(question), reply);
  return reply;
}

/// Two contacts: at (23.5, 12.25) mm with 100 g, at (100, 65) mm with 1 g. x and y in 1/256 mm,
/// force in 1/8 g, area 20 cells each.
Bytes golden_frame(unsigned counter) {
  Bytes payload = hex("04 00 10 27 00 00 00 02");
  payload[1] = static_cast<std::byte>(counter);
  add(hex("00 02 80 17 40 0C 20 03 14 00"), payload);
  add(hex("01 01 00 64 00 41 08 00 14 00"), payload);
  unsigned sum = 0;
  for (const std::byte b : payload) sum += std::to_integer<unsigned>(b);
  Bytes bytes = hex("09 26 00 1C 00");
  add(payload, bytes);
  bytes.push_back(static_cast<std::byte>(sum & 0xffU));
  return bytes;
}

TEST(SenselMorph, TheProbeIsAnsweredByTheBytesOfTheDescription) {
  const auto twin = morph().make_twin(morph().own_settings());
  EXPECT_EQ(answer_of(*twin, "81 00 06"), hex("01 00 06 00 53 33 4E 53 33 31 8B"));
  EXPECT_EQ(answer_of(*twin, "81 10 02"), hex("01 10 02 00 B9 00 B9"));        // 185
  EXPECT_EQ(answer_of(*twin, "81 14 04"), hex("01 14 04 00 70 82 03 00 F5"));  // 230 mm
  EXPECT_EQ(answer_of(*twin, "81 EC 01"), hex("02 EC")) << "a register it does not have";
}

TEST(SenselMorph, TheFirstWordIsTheProbe) {
  const auto decoder = morph().make_decoder();
  Bytes said;
  decoder->speak(std::chrono::seconds(1), said);
  EXPECT_EQ(said, hex("81 00 06"));
  said.clear();
  decoder->speak(std::chrono::milliseconds(1100), said);
  EXPECT_TRUE(said.empty()) << "an answer is awaited";
  ASSERT_TRUE(decoder->next_word());
  decoder->speak(*decoder->next_word(), said);
  EXPECT_EQ(said, hex("81 00 06"));
  EXPECT_EQ(decoder->stats().late_answers, 1U);
}

TEST(SenselMorph, AContactIsOneLoadedCellWithItsForce) {
  VectorSink sink;
  const auto decoder = morph().make_decoder();
  decoder->feed(golden_frame(7), {}, sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].sequence, 7U);
  // 23.5 mm of 230 mm over 185 columns is column 18, 12.25 mm of 130 mm over 105 rows is row 9.
  EXPECT_EQ(sink.frames[0].counts[9 * 185 + 18], 800);
  EXPECT_EQ(sink.frames[0].counts[52 * 185 + 80], 8);
  EXPECT_EQ(std::accumulate(sink.frames[0].counts.begin(), sink.frames[0].counts.end(), 0), 808);
}

TEST(SenselMorph, FieldsOfTheMaskAreSteppedOver) {
  // Mask 0F: 28 bytes more a contact; acceleration (content 0C): 6 bytes at the end.
  Bytes payload = hex("0C 01 00 00 00 00 0F 01");
  add(hex("00 02 80 17 40 0C 20 03 14 00"), payload);
  payload.resize(payload.size() + 28 + 6, std::byte{0x11});
  unsigned sum = 0;
  for (const std::byte b : payload) sum += std::to_integer<unsigned>(b);
  Bytes bytes = hex("03 26 00 34 00");
  add(payload, bytes);
  bytes.push_back(static_cast<std::byte>(sum & 0xffU));
  VectorSink sink;
  morph().make_decoder()->feed(bytes, {}, sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].counts[9 * 185 + 18], 800);
}

TEST(SenselMorph, ThePressureImageIsNotRead) {
  Bytes bytes = golden_frame(1);
  bytes[5] = std::byte{0x05};  // contacts and the closed image
  bytes.back() = static_cast<std::byte>(std::to_integer<unsigned>(bytes.back()) + 1);
  VectorSink sink;
  const auto decoder = morph().make_decoder();
  decoder->feed(bytes, {}, sink);
  EXPECT_TRUE(sink.frames.empty());
  EXPECT_EQ(decoder->stats().bytes_skipped, bytes.size());
}

TEST(SenselMorph, TheCounterOfEightBitsTellsGapsAndWraps) {
  VectorSink sink;
  const auto decoder = morph().make_decoder();
  for (const unsigned counter : {254U, 255U, 0U, 3U, 3U}) {
    decoder->feed(golden_frame(counter), {}, sink);
  }
  ASSERT_EQ(sink.frames.size(), 4U);
  EXPECT_EQ(sink.frames[2].sequence, 256U);
  EXPECT_EQ(sink.frames[3].sequence, 259U);
  EXPECT_EQ(decoder->stats().gaps, 1U);
  EXPECT_EQ(decoder->stats().frames_missing, 2U);
  EXPECT_EQ(decoder->stats().repeated, 1U);
}

TEST(SenselMorph, AWrongSumIsNoFrame) {
  Bytes bytes = golden_frame(1);
  bytes[20] ^= std::byte{0x40};
  VectorSink sink;
  const auto decoder = morph().make_decoder();
  decoder->feed(bytes, {}, sink);
  EXPECT_TRUE(sink.frames.empty());
  EXPECT_EQ(decoder->stats().bad_checksum, 1U);
}

TEST(SenselMorph, TheConversationEndsInFramesAndTellsTheMat) {
  Conversation talk(morph());
  talk.run(std::chrono::milliseconds(200));
  ASSERT_EQ(talk.words.size(), 9U);
  EXPECT_EQ(talk.words[7], hex("01 24 01 04 04")) << "contacts only";
  EXPECT_EQ(talk.words[8], hex("01 25 01 02 02")) << "frames by themselves";
  EXPECT_GT(talk.sink.frames.size(), 20U);
  EXPECT_EQ(talk.sink.frames.size(), talk.sent);
  EXPECT_EQ(talk.decoder->stats().bytes_skipped, 0U);
  EXPECT_EQ(talk.decoder->next_word(), std::nullopt) << "nothing more to say";
  const Announcement told = talk.decoder->announcement();
  EXPECT_EQ(told.rows, 105U);
  EXPECT_EQ(told.cols, 185U);
  EXPECT_NEAR(told.pitch_x_mm.value(), 230.0 / 185, 1e-9);
  // A count is 1/8 g: 1.226 mN on a cell of 1.2432 x 1.2381 mm.
  EXPECT_NEAR(told.kpa_per_count.value(), 9.80665e-3 / 8 / (1.24324 * 1.23810) * 1000, 1e-4);
}

TEST(SenselMorph, AfterABreakItIsAskedAnew) {
  Conversation talk(morph());
  talk.run(std::chrono::milliseconds(100));
  talk.decoder->restart();
  talk.words.clear();
  talk.run(std::chrono::milliseconds(100));
  ASSERT_GE(talk.words.size(), 9U);
  EXPECT_EQ(talk.words[0], hex("81 00 06"));
}

TEST(SenselMorph, TheTwinMakesAFootOneContactWithItsForceAndCentre) {
  const auto twin = morph().make_twin(morph().own_settings());
  std::vector<std::uint16_t> counts(morph().plate.cells());
  for (int row = 20; row <= 30; ++row) {
    for (int col = 40; col <= 60; ++col) counts[static_cast<std::size_t>(row * 185 + col)] = 10;
  }
  Bytes bytes;
  twin->encode({0, {}, {}, counts}, bytes);
  VectorSink sink;
  morph().make_decoder()->feed(bytes, {}, sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].counts[25 * 185 + 50], 11 * 21 * 10);
}

}  // namespace
}  // namespace solea
