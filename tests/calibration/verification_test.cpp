#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "calibration/verification.h"
#include "core/error.h"

namespace solea::calibration {
namespace {

constexpr PlateGeometry plate{2, 2, 10, 10};

/// Pressures that a plan's loads are shown as, at 100 Hz.
template <class Pressure>
Verification shown(const LoadPlan& plan, double full_scale_kpa, Pressure pressure) {
  Verifier verifier(plate, full_scale_kpa, {});
  verifier.begin(plan);
  const int frames = static_cast<int>(plan.duration_s() * 100) + 100;
  for (int k = 0; k < frames; ++k) {
    const double t = 0.01 * k;
    const Hold* now = nullptr;
    for (const Hold& hold : plan.holds) {
      if (t >= hold.start_s && t < hold.end_s) now = &hold;
    }
    verifier.add(t, pressure(k, t, now));
  }
  return verifier.result();
}

TEST(Verification, LevelsByHand) {
  const LoadPlan plan = plan_levels(std::vector<double>{100, 200}, 2, 1);
  // Cells 2 and 4 kPa off in turn: RMS sqrt((4 + 16) / 2) at each level.
  const Verification v = shown(plan, 200, [](int, double, const Hold* now) {
    const float kpa = now != nullptr ? static_cast<float>(now->kpa) : 0.F;
    const bool on = now != nullptr;
    return std::vector<float>{kpa + (on ? 2.F : 0.F), kpa - (on ? 4.F : 0.F),
                              kpa + (on ? 2.F : 0.F), kpa - (on ? 4.F : 0.F)};
  });
  ASSERT_EQ(v.levels.size(), 2U);
  EXPECT_NEAR(v.levels[0].force_n, 40, 1e-9) << "100 kPa on 400 mm2";
  EXPECT_NEAR(v.levels[0].measured_force_n, 39.6, 1e-4);
  EXPECT_NEAR(v.levels[0].force_error_pct, -1, 1e-4);
  EXPECT_NEAR(*v.rms_error_kpa, std::sqrt(10), 1e-4);
  EXPECT_NEAR(*v.rms_error_pct, 100 * std::sqrt(10) / 200, 1e-4);
  EXPECT_NEAR(*v.largest_force_error_pct, 1, 1e-4);
  EXPECT_NEAR(v.cell_rms_kpa[0], 2, 1e-4);
  EXPECT_NEAR(v.cell_rms_kpa[1], 4, 1e-4);
  EXPECT_EQ(*v.noise_kpa, 0);
  EXPECT_FALSE(v.creep_pct) << "no hold is long enough";
  EXPECT_FALSE(v.hysteresis_pct) << "nothing came down";
  EXPECT_FALSE(v.largest_cop_error_mm);
}

TEST(Verification, CentreOfPressureByHand) {
  LoadPlan plan;
  plan.holds.push_back({1, 3, 0, PointLoad{10, {10, 8}, 5}});
  // 30 and 10 kPa side by side: the centre at x = 7.5, y = 5.
  const Verification v = shown(plan, 100, [](int, double, const Hold* now) {
    return now != nullptr ? std::vector<float>{30, 10, 0, 0} : std::vector<float>(4, 0.F);
  });
  ASSERT_EQ(v.points.size(), 1U);
  EXPECT_NEAR(v.points[0].cop->x, 7.5, 1e-6);
  EXPECT_NEAR(v.points[0].cop->y, 5, 1e-6);
  EXPECT_NEAR(*v.points[0].cop_error_mm, std::hypot(2.5, 3), 1e-6);
  EXPECT_NEAR(*v.points[0].cop_rms_mm, std::hypot(2.5, 3), 1e-6);
  EXPECT_NEAR(v.points[0].force_error_pct, -60, 1e-4) << "4 N of 10 N";
}

TEST(Verification, CreepHysteresisNoiseByHand) {
  const LoadPlan hold = plan_levels(std::vector<double>{200}, 100, 2);
  const Verification crept = shown(hold, 200, [](int, double t, const Hold* now) {
    const double held_s = now != nullptr ? t - now->start_s : 1;
    const double kpa = now != nullptr ? 200 * (1 + 0.02 * std::log10(std::max(1.0, held_s))) : 0;
    return std::vector<float>(4, static_cast<float>(kpa));
  });
  EXPECT_NEAR(*crept.creep_pct, 2, 1e-3);
  EXPECT_EQ(*crept.creep_hold_s, 100);

  const LoadPlan cycle = plan_cycle(std::vector<double>{100, 200}, 2, 2);
  const Verification lagged = shown(cycle, 200, [&](int k, double, const Hold* now) {
    // Noise of +-1 kPa before the load: standard deviation 1.
    if (now == nullptr) return std::vector<float>(4, k % 2 == 0 ? 1.F : -1.F);
    return std::vector<float>(4,
                              static_cast<float>(now->kpa) + (now == &cycle.holds[2] ? 6.F : 0.F));
  });
  EXPECT_NEAR(*lagged.hysteresis_pct, 3, 1e-4) << "6 of 200 kPa";
  EXPECT_NEAR(*lagged.noise_kpa, 1, 0.01);
  EXPECT_NEAR(*lagged.noise_force_n, 0.4, 0.01) << "all cells together on 400 mm2";
}

TEST(Verification, ALoadThatIsNotThereIsAnError) {
  Verifier verifier(plate, 100, {});
  verifier.begin(plan_levels(std::vector<double>{50}, 2, 1));
  verifier.add(0, std::vector<float>(4));
  EXPECT_THROW((void)verifier.result(), CalibrationError);
}

TEST(Verification, LimitsJudgeWhatWasMeasured) {
  Verification v;
  EXPECT_TRUE(is_within_limits(v, {})) << "nothing measured, nothing wrong";
  v.rms_error_pct = 0.9;
  v.largest_cop_error_mm = 1;
  EXPECT_TRUE(is_within_limits(v, {}));
  v.largest_cop_error_mm = 1.01;
  EXPECT_FALSE(is_within_limits(v, {}));
  v.largest_cop_error_mm.reset();
  v.creep_pct = -6;
  EXPECT_FALSE(is_within_limits(v, {}));
}

}  // namespace
}  // namespace solea::calibration
