#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "calibration/fit.h"

// Golden values: metrics.md 11.
namespace solea::calibration {
namespace {

const std::vector<CalibrationPoint> worked = {{10, 50}, {20, 120}};

TEST(CalibrationFit, WorkedQuadratic) {
  const FittedCurve c = fit_curve(worked, CurveKind::quadratic);
  EXPECT_NEAR(c.a, 0.1, 1e-9);
  EXPECT_NEAR(c.b, 4, 1e-9);
  EXPECT_NEAR(c.kpa(15), 82.5, 1e-9);
  EXPECT_NEAR(c.rms_residual_kpa, 0, 1e-9);
  EXPECT_TRUE(c.rising);
}

TEST(CalibrationFit, WorkedPower) {
  const FittedCurve c = fit_curve(worked, CurveKind::power);
  EXPECT_NEAR(c.b, 1.263034, 1e-6);
  EXPECT_NEAR(c.a, 2.728573, 1e-6);
  EXPECT_NEAR(c.kpa(15), 83.441, 83.441e-5);
  EXPECT_EQ(c.kpa(0), 0);
}

TEST(CalibrationFit, LeastSquares) {
  // About p = 2 u + 5, residuals +1, -2, +1: the line stays, RMS sqrt(6/3).
  const std::vector<CalibrationPoint> points = {{20, 46}, {0, 6}, {10, 23}};
  const FittedCurve c = fit_curve(points, CurveKind::linear);
  EXPECT_NEAR(c.a, 2, 1e-9);
  EXPECT_NEAR(c.b, 5, 1e-9);
  EXPECT_NEAR(c.rms_residual_kpa, std::sqrt(2.0), 1e-9);
  EXPECT_EQ(c.points.front().output, 0) << "sorted";
}

TEST(CalibrationFit, MonotoneCubicNeverFalls) {
  const std::vector<CalibrationPoint> points = {{0, 0},  {1, 1},  {2, 1},
                                                {3, 50}, {4, 51}, {10, 300}};
  const FittedCurve c = fit_curve(points, CurveKind::monotone_cubic);
  for (const CalibrationPoint& p : points) EXPECT_NEAR(c.kpa(p.output), p.kpa, 1e-9);
  double last = -1;
  for (int i = 0; i <= 1000; ++i) {
    const double p = c.kpa(10.0 * i / 1000);
    EXPECT_GE(p, last - 1e-12);
    last = p;
  }
  EXPECT_NEAR(c.kpa(1.5), 1, 1e-12) << "flat stays flat";
  // Two points: the straight line.
  EXPECT_NEAR(fit_curve(worked, CurveKind::monotone_cubic).kpa(15), 85, 1e-9);
}

TEST(CalibrationFit, MonotoneCubicIsPchip) {
  // Slopes by hand from the published formulas, secants 5, 7, 9 over lengths 10, 10, 20.
  const std::vector<CalibrationPoint> points = {{0, 0}, {10, 50}, {20, 120}, {40, 300}};
  const FittedCurve c = fit_curve(points, CurveKind::monotone_cubic);
  ASSERT_EQ(c.slopes.size(), 4U);
  EXPECT_NEAR(c.slopes[0], (30 * 5 - 10 * 7) / 20.0, 1e-12);
  EXPECT_NEAR(c.slopes[1], 60 / (30 / 5.0 + 30 / 7.0), 1e-12);
  EXPECT_NEAR(c.slopes[2], 90 / (50 / 7.0 + 40 / 9.0), 1e-12);
  EXPECT_NEAR(c.slopes[3], (50 * 9 - 20 * 7) / 30.0, 1e-12);
  EXPECT_NEAR(c.kpa(5), 25 + 10.0 / 8 * (c.slopes[0] - c.slopes[1]), 1e-12);
}

TEST(CalibrationFit, SaysWhereItDoesNotHold) {
  const FittedCurve c = fit_curve(worked, CurveKind::quadratic);
  EXPECT_FALSE(c.is_extrapolated(132));
  EXPECT_TRUE(c.is_extrapolated(132.1)) << "over 110 % of 120 kPa";
  // A parabola that bends down between its points.
  const std::vector<CalibrationPoint> bent = {{10, 100}, {20, 120}, {30, 90}};
  EXPECT_FALSE(fit_curve(bent, CurveKind::quadratic).rising);
  EXPECT_THROW((void)fit_curve(bent, CurveKind::monotone_cubic), std::invalid_argument);
  EXPECT_THROW((void)fit_curve(std::vector<CalibrationPoint>{{10, 50}}, CurveKind::linear),
               std::invalid_argument);
  EXPECT_THROW(
      (void)fit_curve(std::vector<CalibrationPoint>{{10, 50}, {10, 60}}, CurveKind::linear),
      std::invalid_argument);
  EXPECT_THROW((void)fit_curve(std::vector<CalibrationPoint>{{0, 0}, {10, 60}}, CurveKind::power),
               std::invalid_argument);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(
      (void)fit_curve(std::vector<CalibrationPoint>{{0, nan}, {10, 60}}, CurveKind::linear),
      std::invalid_argument);
}

TEST(CalibrationFit, TaredCurvesGoThroughZeroAndRise) {
  for (const CurveKind kind : all_curve_kinds) {
    const auto c = fit_tared_curve(worked, kind);
    ASSERT_TRUE(c) << to_string(kind);
    EXPECT_NEAR(c->kpa(0), 0, 1e-12) << to_string(kind);
  }
  // The line by least squares through 0: (10 50 + 20 120) / (100 + 400).
  EXPECT_NEAR(fit_tared_curve(worked, CurveKind::linear)->a, 5.8, 1e-12);
  // A parabola that would bend down, p(30) < p(20), is held straight at its end.
  const std::vector<CalibrationPoint> bent = {{10, 100}, {20, 150}, {30, 149}};
  EXPECT_FALSE(fit_curve(bent, CurveKind::quadratic).rising);
  const auto held = fit_tared_curve(bent, CurveKind::quadratic);
  ASSERT_TRUE(held);
  for (int u = 1; u <= 30; ++u) EXPECT_GE(held->kpa(u), held->kpa(u - 1)) << u;
  EXPECT_NEAR(2 * held->a * 30 + held->b, 0, 1e-9) << "flat at its end";
  // Outputs that fall while loads rise give no curve.
  const std::vector<CalibrationPoint> falling = {{10, 50}, {9, 120}};
  EXPECT_FALSE(fit_tared_curve(falling, CurveKind::monotone_cubic));
  EXPECT_FALSE(fit_tared_curve(falling, CurveKind::power));
}

TEST(CalibrationFit, CrossValidationLeavesOneOut) {
  // Of a line through 0 all loads but the largest: 40 by 80 / 20, and 90 / 20 without the first.
  const std::vector<CalibrationPoint> points = {{10, 50}, {20, 80}, {30, 135}};
  const auto errors = leave_one_out_errors_kpa(points, CurveKind::linear);
  ASSERT_TRUE(errors);
  ASSERT_EQ(errors->size(), 2U) << "the largest load is not left out";
  EXPECT_NEAR((*errors)[0], 10.0 * (20 * 80 + 30 * 135) / (400 + 900) - 50, 1e-9);
  EXPECT_NEAR((*errors)[1], 20.0 * (10 * 50 + 30 * 135) / (100 + 900) - 80, 1e-9);
  EXPECT_FALSE(leave_one_out_errors_kpa(worked, CurveKind::quadratic)) << "two points to fit";
}

TEST(CalibrationFit, HeldLoadTellsCreepFromDrift) {
  std::vector<double> times;
  std::vector<double> kpa;
  for (int k = 1; k <= 600; ++k) {
    times.push_back(k);
    kpa.push_back(200 * (1 + 0.03 * std::log10(k)) + 0.01 * k);
  }
  const auto both = fit_held_load(times, kpa, 1, true);
  ASSERT_TRUE(both);
  EXPECT_NEAR(both->creep_per_decade, 0.03, 1e-9);
  EXPECT_NEAR(both->drift_kpa_s, 0.01, 1e-9);
  EXPECT_NEAR(both->p0_kpa, 200, 1e-6);
  EXPECT_NEAR(both->rms_residual_kpa, 0, 1e-6);
  EXPECT_GT(fit_held_load(times, kpa, 1, false)->creep_per_decade, 0.03);
  EXPECT_FALSE(fit_held_load(times, kpa, 700, false));
}

TEST(CalibrationFit, CreepAndDrift) {
  EXPECT_NEAR(*without_creep(106, 0.03, 100, 1), 100, 1e-9) << "two decades: divided by 1.06";
  EXPECT_FALSE(without_creep(106, 0.03, 0.5, 1));
  EXPECT_NEAR(without_drift(104, 4.0 / 60, 60, 0), 100, 1e-12);
  const std::vector<double> times = {0.1, 1, 10, 100};
  const std::vector<double> held = {0, 200, 206, 212};
  EXPECT_NEAR(*creep_per_decade(times, held, 1), 0.03, 1e-12);
  EXPECT_FALSE(creep_per_decade(times, held, 50));
}

TEST(CalibrationFit, Hysteresis) {
  const FittedCurve up = fit_curve(worked, CurveKind::linear);
  const std::vector<CalibrationPoint> lower = {{10, 44}, {20, 114}};
  EXPECT_NEAR(hysteresis_pct(up, fit_curve(lower, CurveKind::linear), 120), 5, 1e-9);
}

TEST(CalibrationFit, TotalForce) {
  const auto k = total_force_factor(700, 650);
  EXPECT_NEAR(k->k, 1.0769, 1e-4);
  EXPECT_EQ(k->verdict, FactorVerdict::accepted);
  // The limits themselves belong to the better side.
  EXPECT_EQ(total_force_factor(110, 100)->verdict, FactorVerdict::accepted);
  EXPECT_EQ(total_force_factor(90, 100)->verdict, FactorVerdict::accepted);
  EXPECT_EQ(total_force_factor(120, 100)->verdict, FactorVerdict::warned);
  EXPECT_EQ(total_force_factor(80, 100)->verdict, FactorVerdict::warned);
  EXPECT_EQ(total_force_factor(121, 100)->verdict, FactorVerdict::refused);
  EXPECT_EQ(total_force_factor(79, 100)->verdict, FactorVerdict::refused);
  EXPECT_EQ(total_force_factor(700, 600)->verdict, FactorVerdict::warned);
  EXPECT_EQ(total_force_factor(700, 500)->verdict, FactorVerdict::refused);
  EXPECT_FALSE(total_force_factor(700, 0));
}

}  // namespace
}  // namespace solea::calibration
