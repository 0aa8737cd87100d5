// Golden bytes of the small mats, written by hand from their descriptions, not by the twins.

#include <gtest/gtest.h>

#include <string>

#include "acquisition/driver.h"
#include "tests/acquisition/contract_line.h"

namespace solea {
namespace {

using std::chrono::milliseconds;
using testing::Bytes;
using testing::VectorSink;

Bytes bytes_of(std::string_view text) {
  Bytes bytes;
  for (const char c : text) bytes.push_back(static_cast<std::byte>(c));
  return bytes;
}
Bytes& operator+=(Bytes& a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// What a twin sends for a frame.
Bytes twin_sends(std::string_view id, const std::vector<std::uint16_t>& counts) {
  const DeviceDriver& driver = *find_driver(id);
  Bytes bytes;
  driver.make_twin(driver.own_settings())->encode({0, {}, {}, counts}, bytes);
  return bytes;
}

class SmallMat : public ::testing::Test {
 protected:
  std::unique_ptr<FrameDecoder> decoder;
  VectorSink sink;
  std::chrono::nanoseconds now = std::chrono::hours(1);

  void open(std::string_view id) { decoder = find_driver(id)->make_decoder(); }
  void hear(const Bytes& bytes) { decoder->feed(bytes, now, sink); }
  /// What the decoder says.
  std::string words() {
    Bytes out;
    decoder->speak(now, out);
    std::string text;
    for (const std::byte b : out) text += std::to_integer<char>(b);
    return text;
  }
};

// --- M1616: AA AB AC, 256 x u16 big-endian, 4 bytes -----------------------------------------

Bytes m1616_frame() {
  Bytes bytes = {std::byte{0xaa}, std::byte{0xab}, std::byte{0xac}};
  for (int row = 0; row < 16; ++row) {
    for (int col = 0; col < 16; ++col) {
      const int count = 256 * row + col;
      bytes.push_back(static_cast<std::byte>(count / 256));
      bytes.push_back(static_cast<std::byte>(count % 256));
    }
  }
  for (const int b : {1, 2, 3, 4}) bytes.push_back(static_cast<std::byte>(b));
  return bytes;
}

TEST_F(SmallMat, M1616GoldenBytes) {
  open("m1616");
  ASSERT_EQ(m1616_frame().size(), 519U);
  hear(m1616_frame());
  EXPECT_TRUE(sink.frames.empty()) << "the next frame's head is not there yet";
  hear(bytes_of("\xaa\xab\xac"));
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].counts[0], 0);
  EXPECT_EQ(sink.frames[0].counts[15], 15);
  EXPECT_EQ(sink.frames[0].counts[16], 256) << "row 1: high byte first";
  EXPECT_EQ(sink.frames[0].counts[255], 256 * 15 + 15);
}

TEST_F(SmallMat, M1616TwinSendsThem) {
  std::vector<std::uint16_t> counts;
  for (int i = 0; i < 256; ++i)
    counts.push_back(static_cast<std::uint16_t>(256 * (i / 16) + i % 16));
  Bytes golden = m1616_frame();
  golden.resize(515);
  Bytes sent = twin_sends("m1616", counts);
  ASSERT_EQ(sent.size(), 519U);
  sent.resize(515);  // what the last 4 bytes mean nobody knows
  EXPECT_EQ(sent, golden);
}

TEST_F(SmallMat, M1616CutAcrossTwoHeadsGivesNoMixture) {
  Bytes bytes;
  for (int i = 0; i < 5; ++i) bytes += m1616_frame();
  // From the middle of frame 1 to the middle of frame 2: with frame 2's head goes what would show
  // the cut, but for the head that does not follow.
  bytes.erase(bytes.begin() + 519 + 200, bytes.begin() + 2 * 519 + 100);
  bytes += m1616_frame();
  open("m1616");
  hear(bytes);
  ASSERT_EQ(sink.frames.size(), 3U);
  for (const auto& frame : sink.frames) EXPECT_EQ(frame.counts, sink.frames[0].counts);
  EXPECT_EQ(decoder->stats().gaps, 1U);
}

// --- Snowboard: any byte, then a line of 160 integers with CR LF ---------------------------------

std::string snowboard_line() {
  std::string line;
  for (int i = 0; i < 160; ++i) line += std::to_string(i) + (i < 159 ? "," : "\r\n");
  return line;
}

TEST_F(SmallMat, SnowboardGoldenBytes) {
  open("snowboard");
  EXPECT_EQ(words().size(), 1U) << "any one byte";
  EXPECT_EQ(words(), "") << "one question at a time";
  hear(bytes_of(snowboard_line()));
  ASSERT_EQ(sink.frames.size(), 1U);
  ASSERT_EQ(sink.frames[0].counts.size(), 160U);
  EXPECT_EQ(sink.frames[0].counts[16], 16) << "row 1 begins after 16 cells";
  EXPECT_EQ(sink.frames[0].counts[159], 159);
  now += milliseconds(100);
  EXPECT_EQ(words().size(), 1U);
}

TEST_F(SmallMat, SnowboardTwinSendsThem) {
  std::vector<std::uint16_t> counts;
  for (int i = 0; i < 160; ++i) counts.push_back(static_cast<std::uint16_t>(i));
  EXPECT_EQ(twin_sends("snowboard", counts), bytes_of(snowboard_line()));
}

TEST_F(SmallMat, SnowboardRefusesLinesThatAreNoFrame) {
  const std::string good = snowboard_line();
  for (const std::string& bad :
       {"0," + good, good.substr(2), "256" + good.substr(1), "x" + good.substr(1),
        "-1" + good.substr(1), "," + good.substr(1), std::string("\r\n")}) {
    open("snowboard");
    (void)words();
    hear(bytes_of(bad));
    EXPECT_TRUE(sink.frames.empty()) << bad.substr(0, 20);
    EXPECT_EQ(decoder->stats().bytes_skipped, bad.size());
  }
}

// --- Velostat Uno: 'A', then 256 bytes column after column, 1 to 255 -----------------------------

Bytes velostat_answer() {
  Bytes bytes;
  for (int col = 0; col < 16; ++col) {
    for (int row = 0; row < 16; ++row) bytes.push_back(static_cast<std::byte>(1 + col * 10 + row));
  }
  return bytes;
}

TEST_F(SmallMat, VelostatGoldenBytes) {
  open("velostat_uno");
  EXPECT_EQ(words(), "A");
  hear(velostat_answer());
  ASSERT_EQ(sink.frames.size(), 1U);
  const auto& counts = sink.frames[0].counts;
  EXPECT_EQ(counts[0], 0) << "an unloaded cell sends 1";
  EXPECT_EQ(counts[1], 10) << "column 1, row 0";
  EXPECT_EQ(counts[16], 1) << "column 0, row 1";
  EXPECT_EQ(counts[255], 165);
}

TEST_F(SmallMat, VelostatTwinSendsThem) {
  std::vector<std::uint16_t> counts;
  for (int row = 0; row < 16; ++row) {
    for (int col = 0; col < 16; ++col) counts.push_back(static_cast<std::uint16_t>(col * 10 + row));
  }
  EXPECT_EQ(twin_sends("velostat_uno", counts), velostat_answer());
}

/// Opening the port resets the Uno: the first question is lost, or waits in its serial port until
/// the banner is out.
TEST_F(SmallMat, VelostatBootsWithABanner) {
  const std::string banner = "Velostat 16x16 Streaming Ready\r\n";
  for (const bool answers_at_once : {false, true}) {
    open("velostat_uno");
    sink.frames.clear();
    EXPECT_EQ(words(), "A");
    now += milliseconds(400);
    hear(bytes_of(banner));
    EXPECT_EQ(words(), "");
    if (!answers_at_once) {
      now += milliseconds(600);
      EXPECT_EQ(words(), "A") << "asked again after the deadline";
    }
    hear(velostat_answer());
    ASSERT_EQ(sink.frames.size(), 1U);
    EXPECT_EQ(sink.frames[0].counts[1], 10);
    EXPECT_EQ(decoder->stats().bytes_skipped, banner.size());
    EXPECT_EQ(decoder->stats().late_answers, 0U) << "nothing is late before the first frame";
  }
}

TEST_F(SmallMat, VelostatAShortAnswerIsForgottenAndAskedForAgain) {
  open("velostat_uno");
  (void)words();
  hear(velostat_answer());
  now += milliseconds(50);
  EXPECT_EQ(words(), "A");
  Bytes cut = velostat_answer();
  cut.resize(200);
  hear(cut);
  ASSERT_TRUE(decoder->next_word().has_value());
  EXPECT_EQ(*decoder->next_word(), now + milliseconds(500)) << "the deadline of the answer";
  now += milliseconds(500);
  EXPECT_EQ(words(), "A");
  hear(velostat_answer());
  ASSERT_EQ(sink.frames.size(), 2U);
  EXPECT_EQ(sink.frames[1].counts, sink.frames[0].counts);
  const DecodeStats stats = decoder->stats();
  EXPECT_EQ(stats.late_answers, 1U);
  EXPECT_EQ(stats.bytes_skipped, 200U);
  EXPECT_EQ(stats.gaps, 1U);
  EXPECT_EQ(stats.frames_missing, 10U) << "550 ms at 20 a second";
  EXPECT_EQ(sink.frames[1].sequence, 11U) << "time runs on over the gap";
}

TEST_F(SmallMat, VelostatAZeroIsDamage) {
  open("velostat_uno");
  (void)words();
  Bytes damaged = velostat_answer();
  damaged[77] = std::byte{0};
  hear(damaged);
  EXPECT_TRUE(sink.frames.empty());
}

// --- FSR walkway: 18 lines of 23 right-aligned integers, an empty line ---------------------------

std::string walkway_frame() {
  std::string text;
  for (int row = 0; row < 18; ++row) {
    for (int col = 0; col < 23; ++col) {
      const std::string number = std::to_string(row * 56 + col);
      text += std::string(5 - number.size(), ' ') + number;
    }
    text += '\n';
  }
  return text + '\n';
}

TEST_F(SmallMat, WalkwayGoldenBytes) {
  open("fsr_walkway");
  ASSERT_EQ(walkway_frame().size(), 2089U);
  hear(bytes_of(walkway_frame()));
  ASSERT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(sink.frames[0].counts[22], 22);
  EXPECT_EQ(sink.frames[0].counts[23], 56) << "line 1 is row 1";
  EXPECT_EQ(sink.frames[0].counts[413], 17 * 56 + 22);
}

TEST_F(SmallMat, WalkwayTwinSendsThem) {
  std::vector<std::uint16_t> counts;
  for (int i = 0; i < 18 * 23; ++i)
    counts.push_back(static_cast<std::uint16_t>(i / 23 * 56 + i % 23));
  EXPECT_EQ(twin_sends("fsr_walkway", counts), bytes_of(walkway_frame()));
}

TEST_F(SmallMat, WalkwayReadsCarriageReturnsToo) {
  std::string text;
  for (const char c : walkway_frame()) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  open("fsr_walkway");
  hear(bytes_of(text));
  EXPECT_EQ(sink.frames.size(), 1U);
}

TEST_F(SmallMat, WalkwayJoinedInTheMiddleDropsThePartialFrame) {
  open("fsr_walkway");
  hear(bytes_of(walkway_frame().substr(500) + walkway_frame()));
  EXPECT_EQ(sink.frames.size(), 1U);
  EXPECT_EQ(decoder->stats().bytes_skipped, 1589U);
  EXPECT_EQ(decoder->stats().gaps, 0U);
}

TEST_F(SmallMat, WalkwayTwoFramesWithoutTheLineBetweenAreNone) {
  std::string both = walkway_frame();
  both.pop_back();
  open("fsr_walkway");
  hear(bytes_of(walkway_frame() + both + walkway_frame() + walkway_frame()));
  EXPECT_EQ(sink.frames.size(), 2U);
  EXPECT_EQ(decoder->stats().gaps, 1U);
  EXPECT_EQ(decoder->stats().frames_missing, 2U);
}

}  // namespace
}  // namespace solea
