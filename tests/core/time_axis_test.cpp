#include "core/time_axis.h"

#include <gtest/gtest.h>

#include <cmath>

namespace solea {
namespace {

/// 500 frames at a true rate, read in bursts of four: arrival times jump, sequence does not.
TEST(TimeAxis, FindsTheRateThroughBursts) {
  constexpr double true_rate = 49.3;
  std::vector<std::uint64_t> sequence;
  std::vector<double> arrival;
  for (std::uint64_t k = 0; k < 500; ++k) {
    sequence.push_back(k + 7);
    arrival.push_back(100 + static_cast<double>(k / 4 * 4 + 3) / true_rate);
  }
  const TimeAxis axis = fit_time_axis(sequence, arrival, 49);
  EXPECT_TRUE(axis.fitted);
  EXPECT_NEAR(axis.rate_hz, true_rate, 0.02);
  EXPECT_DOUBLE_EQ(axis.times_s.front(), 0);
  for (std::size_t k = 1; k < axis.times_s.size(); ++k) {
    EXPECT_NEAR(axis.times_s[k] - axis.times_s[k - 1], 1 / axis.rate_hz, 1e-12);
  }
}

TEST(TimeAxis, GapsStayGaps) {
  const std::vector<std::uint64_t> sequence = {0, 1, 2, 10, 11};
  const std::vector<double> clock = {0, 0.01, 0.02, 0.10, 0.11};
  const TimeAxis axis = fit_time_axis(sequence, clock, 100);
  EXPECT_FALSE(axis.fitted) << "0.11 s are too short to fit";
  EXPECT_DOUBLE_EQ(axis.times_s[3], 0.10);
  EXPECT_DOUBLE_EQ(axis.times_s[4], 0.11);
}

/// Firmware of another speed than the driver's table says.
TEST(TimeAxis, BelievesASteadyClockOverTheTable) {
  std::vector<std::uint64_t> sequence;
  std::vector<double> clock;
  for (std::uint64_t k = 0; k < 65; ++k) {
    sequence.push_back(k);
    clock.push_back(static_cast<double>(k) / 8 + 0.003 * static_cast<double>(k % 3));
  }
  const TimeAxis axis = fit_time_axis(sequence, clock, 49);
  EXPECT_TRUE(axis.fitted);
  EXPECT_NEAR(axis.rate_hz, 8, 0.02);
  EXPECT_NEAR(axis.times_s.back(), 8, 0.02);
}

/// A mat that was switched off and on: its clock begins anew, its period is the same.
TEST(TimeAxis, AClockThatBeginsAnew) {
  std::vector<std::uint64_t> sequence;
  std::vector<double> clock;
  for (std::uint64_t k = 0; k < 600; ++k) {
    sequence.push_back(k < 200 ? k : k + 180);
    clock.push_back(static_cast<double>(k < 200 ? k : k - 200) / 100);
  }
  const TimeAxis axis = fit_time_axis(sequence, clock, 90);
  EXPECT_TRUE(axis.fitted);
  EXPECT_NEAR(axis.rate_hz, 100, 1e-6);
  EXPECT_NEAR(axis.times_s.back(), 7.79, 1e-6);
}

TEST(TimeAxis, AbsurdClockKeepsTheNominalRate) {
  std::vector<std::uint64_t> sequence;
  std::vector<double> clock;
  for (std::uint64_t k = 0; k < 100; ++k) {
    sequence.push_back(k);
    clock.push_back(static_cast<double>(k * 7919 % 101));
  }
  const TimeAxis axis = fit_time_axis(sequence, clock, 100);
  EXPECT_FALSE(axis.fitted);
  EXPECT_DOUBLE_EQ(axis.rate_hz, 100);
}

TEST(TimeAxis, NoFrames) {
  EXPECT_TRUE(fit_time_axis({}, {}, 100).times_s.empty());
}

}  // namespace
}  // namespace solea
