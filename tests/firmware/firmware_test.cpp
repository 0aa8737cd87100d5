#include <gtest/gtest.h>

#include <deque>
#include <string_view>
#include <vector>

#include "acquisition/driver.h"
#include "docs/firmware/solea_mat.h"
#include "tests/support/fixtures.h"

namespace {

std::vector<std::byte> sent;
std::deque<int> to_mat;
std::uint64_t micros = 5'000'000'000;  // past 32 bits

}  // namespace

extern "C" {
uint16_t board_read_cell(int row, int col) {
  return static_cast<uint16_t>(row * 60 + col);
}
uint64_t board_micros(void) {
  return micros += 10000;
}
int board_read_byte(void) {
  if (to_mat.empty()) return -1;
  const int byte = to_mat.front();
  to_mat.pop_front();
  return byte;
}
void board_write(const uint8_t* bytes, uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) sent.push_back(static_cast<std::byte>(bytes[i]));
}
}

namespace solea {
namespace {

TEST(Firmware, SpeaksTheProtocolThatTheDriverReads) {
  const DeviceDriver& driver = *find_driver("solea_mat");
  solea_mat_step();
  EXPECT_TRUE(sent.empty()) << "silent until the host starts it";
  for (const char c : driver.start_command) to_mat.push_back(c);
  for (int k = 0; k < 5; ++k) solea_mat_step();
  for (const char c : driver.stop_command) to_mat.push_back(c);
  solea_mat_step();

  testing::VectorSink sink;
  const auto decoder = driver.make_decoder();
  decoder->feed(sent, {}, sink);
  ASSERT_EQ(sink.frames.size(), 5U);
  EXPECT_EQ(decoder->stats().bytes_skipped, 0U);
  EXPECT_EQ(decoder->stats().bad_checksum, 0U);
  for (std::uint64_t k = 0; k < 5; ++k) {
    EXPECT_EQ(sink.frames[k].sequence, k);
    EXPECT_EQ(sink.frames[k].counts[63 * 64 + 63], 63 * 60 + 63);
  }
  EXPECT_DOUBLE_EQ(*decoder->announcement().kpa_per_count, 0.25);
  EXPECT_DOUBLE_EQ(*decoder->announcement().pitch_y_mm, 5);
}

}  // namespace
}  // namespace solea
