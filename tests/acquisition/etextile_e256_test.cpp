#include <gtest/gtest.h>

#include "acquisition/framing/slip.h"
#include "tests/acquisition/wire.h"

namespace solea {
namespace {

using namespace testing;

/// The answer to /r with cells 0 to 255, escapes written by hand: C0 and DB are among them.
Bytes golden_answer() {
  Bytes bytes = hex("C0 2F 72 00 00 2C 62 00 00 00 00 01 00");
  for (int v = 0; v < 256; ++v) {
    if (v == 0xc0) {
      add(hex("DB DC"), bytes);
    } else if (v == 0xdb) {
      add(hex("DB DD"), bytes);
    } else {
      bytes.push_back(static_cast<std::byte>(v));
    }
  }
  add(hex("C0"), bytes);
  return bytes;
}

/// Asks once; what is fed afterwards is the answer.
std::unique_ptr<FrameDecoder> asked(std::string_view id, Bytes* said = nullptr) {
  auto decoder = find_driver(id)->make_decoder();
  Bytes words;
  decoder->speak(std::chrono::seconds(1), words);
  if (said != nullptr) *said = words;
  return decoder;
}

TEST(EtextileE256, AsksWithAnOscMessage) {
  Bytes said;
  (void)asked("etextile_e256", &said);
  EXPECT_EQ(said, hex("C0 2F 72 00 00 2C 00 00 00 C0"));
  (void)asked("etextile_e256_interpolated", &said);
  EXPECT_EQ(said, hex("C0 2F 69 00 00 2C 00 00 00 C0"));
}

TEST(EtextileE256, GoldenAnswer) {
  VectorSink sink;
  const auto decoder = asked("etextile_e256");
  decoder->feed(golden_answer(), std::chrono::seconds(1), sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  for (std::size_t i = 0; i < 256; ++i) EXPECT_EQ(sink.frames[0].counts[i], i);
  EXPECT_EQ(decoder->stats().bytes_skipped, 0U);
}

TEST(EtextileE256, TheTwinSendsTheGoldenAnswer) {
  const DeviceDriver& driver = *find_driver("etextile_e256");
  const auto twin = driver.make_twin(driver.own_settings());
  Bytes reply;
  EXPECT_FALSE(twin->wants_frame());
  twin->receive(hex("C0 2F 72 00 00 2C 00 00 00 C0"), reply);
  EXPECT_TRUE(twin->wants_frame());
  std::vector<std::uint16_t> counts(256);
  for (std::size_t i = 0; i < 256; ++i) counts[i] = static_cast<std::uint16_t>(i);
  Bytes bytes;
  twin->encode({0, {}, {}, counts}, bytes);
  EXPECT_EQ(bytes, golden_answer());
  EXPECT_FALSE(twin->wants_frame()) << "one frame for one question";
}

TEST(EtextileE256, AShortBlobIsNoFrame) {
  Bytes bytes = golden_answer();
  bytes.erase(bytes.begin() + 50, bytes.begin() + 54);
  VectorSink sink;
  const auto decoder = asked("etextile_e256");
  decoder->feed(bytes, std::chrono::seconds(1), sink);
  EXPECT_TRUE(sink.frames.empty());
  EXPECT_GT(decoder->stats().bytes_skipped, 0U);
}

TEST(EtextileE256, AnAnswerOfTheOtherSizeIsNoFrame) {
  VectorSink sink;
  asked("etextile_e256_interpolated")->feed(golden_answer(), std::chrono::seconds(1), sink);
  EXPECT_TRUE(sink.frames.empty());
}

TEST(EtextileE256, TheInterpolatedFrameHas4096Cells) {
  Bytes packet = hex("2F 69 00 00 2C 62 00 00 00 00 10 00");
  for (int i = 0; i < 4096; ++i) packet.push_back(static_cast<std::byte>(i % 251));
  Bytes bytes;
  slip::encode(packet, bytes);
  VectorSink sink;
  asked("etextile_e256_interpolated")->feed(bytes, std::chrono::seconds(1), sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].counts.size(), 4096U);
  EXPECT_EQ(sink.frames[0].counts[4095], 4095 % 251);
}

TEST(EtextileE256, BlobsAreUnderstoodAndAreNoFrame) {
  // A bundle of one message /b with a blob of 14 bytes, filled up to 16.
  Bytes packet = hex("23 62 75 6E 64 6C 65 00 00 00 00 00 00 00 00 01 00 00 00 1C");
  add(hex("2F 62 00 00 2C 62 00 00 00 00 00 0E 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 00 00"),
      packet);
  Bytes bytes;
  slip::encode(packet, bytes);
  add(golden_answer(), bytes);
  VectorSink sink;
  const auto decoder = asked("etextile_e256");
  decoder->feed(bytes, std::chrono::seconds(1), sink);
  EXPECT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(decoder->stats().bytes_skipped, 0U);
}

TEST(EtextileE256, TheTwinTakesItsLoadAsZero) {
  const DeviceDriver& driver = *find_driver("etextile_e256");
  const auto twin = driver.make_twin(driver.own_settings());
  Bytes ignored;
  const auto tare = std::as_bytes(std::span(driver.tare_command));
  EXPECT_EQ(Bytes(tare.begin(), tare.end()), hex("C0 2F 63 00 00 2C 00 00 00 C0"));
  twin->receive(tare, ignored);
  const std::vector<std::uint16_t> before(256, 30);
  const std::vector<std::uint16_t> after(256, 50);
  twin->encode({0, {}, {}, before}, ignored);
  Bytes bytes;
  twin->encode({1, {}, {}, after}, bytes);
  VectorSink sink;
  asked("etextile_e256")->feed(bytes, std::chrono::seconds(1), sink);
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].counts[0], 20);
}

TEST(EtextileE256, AConversationGivesFramesAtItsRate) {
  Conversation talk(*find_driver("etextile_e256"));
  talk.run(std::chrono::milliseconds(1000));
  EXPECT_NEAR(static_cast<double>(talk.sink.frames.size()), 50, 2);
  EXPECT_EQ(talk.decoder->stats().gaps, 0U);
  EXPECT_EQ(talk.decoder->stats().bytes_skipped, 0U);
}

}  // namespace
}  // namespace solea
