#include "analysis/force.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::fxa_frames;
using testing::fxa_plate;

FrameView frame(const std::vector<float>& kpa) {
  return {fxa_plate(), 0, kpa};
}

// Expected values of this file: metrics.md 0.3.
TEST(Force, Fxa) {
  const auto frames = fxa_frames();
  constexpr std::array force = {13.0, 41.0, 44.0, 39.0};
  constexpr std::array area_cm2 = {6.0, 9.0, 12.0, 6.0};
  constexpr std::array peak = {40.0, 100.0, 80.0, 120.0};
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_NEAR(total_force_n(frame(frames[k]), 10), force[k], 1e-4 * force[k]) << k;
    EXPECT_NEAR(contact_area_mm2(frame(frames[k]), 10) / 100, area_cm2[k], 1e-9) << k;
    EXPECT_NEAR(peak_pressure_kpa(frame(frames[k]), 10), peak[k], 1e-9) << k;
  }
  EXPECT_NEAR(total_force_n(frame(frames[3]), 0), 39.5, 1e-4) << "without the threshold";
}

TEST(Force, FxaCentreOfPressure) {
  const auto frames = fxa_frames();
  constexpr std::array<PointMm, 4> expected = {
      {{15.0, 8.8462}, {13.7805, 11.3415}, {13.8636, 22.0455}, {13.7179, 31.6667}}};
  double path = 0;
  std::optional<PointMm> last;
  for (std::size_t k = 0; k < 4; ++k) {
    const auto cop = centre_of_pressure(frame(frames[k]), 10);
    ASSERT_TRUE(cop);
    EXPECT_NEAR(cop->x, expected[k].x, 1e-4);
    EXPECT_NEAR(cop->y, expected[k].y, 1e-4);
    if (last) path += std::hypot(cop->x - last->x, cop->y - last->y);
    last = cop;
  }
  EXPECT_NEAR(path, 23.1040, 1e-3);
}

TEST(Force, ThresholdIsInclusive) {
  const std::vector<float> kpa = {10, 9.99F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  EXPECT_DOUBLE_EQ(contact_area_mm2(frame(kpa), 10), 100);
}

TEST(Force, NothingLoaded) {
  const std::vector<float> kpa(12);
  EXPECT_EQ(total_force_n(frame(kpa), 10), 0);
  EXPECT_EQ(contact_area_mm2(frame(kpa), 10), 0);
  EXPECT_FALSE(centre_of_pressure(frame(kpa), 10)) << "undefined, not 0";
}

TEST(Force, UnequalPitch) {
  const PlateGeometry plate{1, 2, 5.08, 7.62};
  const std::vector<float> kpa = {100, 300};
  const FrameView view{plate, 0, kpa};
  EXPECT_NEAR(total_force_n(view, 10), 400 * 5.08 * 7.62 * 1e-3, 1e-9);
  const auto cop = centre_of_pressure(view, 10);
  ASSERT_TRUE(cop);
  EXPECT_NEAR(cop->x, (100 * 0.5 + 300 * 1.5) / 400 * 5.08, 1e-9);
  EXPECT_NEAR(cop->y, 0.5 * 7.62, 1e-9);
}

}  // namespace
}  // namespace solea
