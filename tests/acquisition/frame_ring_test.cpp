#include "acquisition/frame_ring.h"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <thread>

#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::VectorSink;

RawFrameView frame(std::uint64_t k, std::array<std::uint16_t, 4>& counts) {
  counts.fill(static_cast<std::uint16_t>(k));
  return {k, {}, {}, counts};
}

TEST(FrameRing, KeepsOrderAndContent) {
  FrameRing ring(4, 8);
  std::array<std::uint16_t, 4> counts{};
  for (std::uint64_t k = 0; k < 5; ++k) EXPECT_TRUE(ring.push(frame(k, counts)));
  ring.close();
  VectorSink sink;
  while (ring.pop(sink)) {
  }
  ASSERT_EQ(sink.frames.size(), 5U);
  for (std::uint64_t k = 0; k < 5; ++k) {
    EXPECT_EQ(sink.frames[k].sequence, k);
    EXPECT_EQ(sink.frames[k].counts[3], k);
  }
  EXPECT_DOUBLE_EQ(ring.peak_fill(), 5.0 / 8);
}

TEST(FrameRing, AFullRingRefusesAndCounts) {
  FrameRing ring(4, 3);
  std::array<std::uint16_t, 4> counts{};
  int taken = 0;
  for (std::uint64_t k = 0; k < 10; ++k) taken += ring.push(frame(k, counts));
  EXPECT_EQ(taken, 3);
  EXPECT_EQ(ring.dropped(), 7U);
  ring.close();
  VectorSink sink;
  while (ring.pop(sink)) {
  }
  ASSERT_EQ(sink.frames.size(), 3U);
  EXPECT_EQ(sink.frames[0].sequence, 0U) << "the old frames stay, the new ones are refused";
}

TEST(FrameRing, TwoThreadsLoseNothingThatWasTaken) {
  FrameRing ring(4, 16);
  constexpr std::uint64_t total = 200000;
  std::uint64_t pushed = 0;
  std::jthread producer([&] {
    std::array<std::uint16_t, 4> counts{};
    for (std::uint64_t k = 0; k < total; ++k) pushed += ring.push(frame(k, counts));
    ring.close();
  });
  struct Check final : FrameSink {
    void accept(const RawFrameView& f) override {
      ordered = ordered && (frames == 0 || f.sequence > last);
      for (const std::uint16_t c : f.counts) {
        whole = whole && c == static_cast<std::uint16_t>(f.sequence);
      }
      last = f.sequence;
      ++frames;
    }
    std::uint64_t frames = 0;
    std::uint64_t last = 0;
    bool ordered = true;
    bool whole = true;
  } check;
  while (ring.pop(check)) {
  }
  producer.join();
  EXPECT_EQ(check.frames, pushed);
  EXPECT_EQ(pushed + ring.dropped(), total);
  EXPECT_TRUE(check.ordered);
  EXPECT_TRUE(check.whole) << "a slot was written while it was read";
}

TEST(FrameRing, CloseWakesAWaitingConsumer) {
  FrameRing ring(4, 4);
  VectorSink sink;
  std::jthread consumer([&] { EXPECT_FALSE(ring.pop(sink)); });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  ring.close();
}

TEST(FrameRing, AThrowingSinkDoesNotBlockTheRing) {
  struct Throws final : FrameSink {
    void accept(const RawFrameView&) override { throw std::runtime_error("disk"); }
  } throws;
  FrameRing ring(4, 2);
  std::array<std::uint16_t, 4> counts{};
  EXPECT_TRUE(ring.push(frame(0, counts)));
  EXPECT_THROW(ring.pop(throws), std::runtime_error);
  EXPECT_TRUE(ring.push(frame(1, counts)));
  EXPECT_TRUE(ring.push(frame(2, counts))) << "the slot is free again";
}

}  // namespace
}  // namespace solea
