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
  EXPECT_EQ(total_force_factor(700, 600)->verdict, FactorVerdict::warned);
  EXPECT_EQ(total_force_factor(700, 500)->verdict, FactorVerdict::refused);
  EXPECT_FALSE(total_force_factor(700, 0));
}

}  // namespace
}  // namespace solea::calibration
