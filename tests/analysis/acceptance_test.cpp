// The list of metrics.md 13, and the test that covers each item. The names are those of GoogleTest;
// the file is in brackets.
//
//   FX-A, section 1 and 2      Fxa.*, FxaDoubled.* [metrics_test], Force.Fxa* [force_test]
//   arch index 0.172840, 0.16  ArchIndex.FractionalRows, ArchIndex.WholeRows [arch_test]
//   Clarke 23.199              ClarkeAngle.WorkedExample [footprint_indices_test]
//   CPEI 16.561                Cpei.WorkedExample [cop_path_test]
//   progression angle 7.907    Gait.ProgressionAngle [gait_test]
//   strike index 80            Classes.StrikeThirds [footprint_indices_test]
//   phases 7.0/4.8/48.8/39.4   Phases.WorkedExample [phases_test]
//   ML ratios +16.47, -2       MedialLateral.WorkedExample [cop_path_test]
//   FX-B                       BalanceTime.FxB, BalanceEllipse.FxB [balance_test]
//   FX-C                       BalanceTime.FxC [balance_test]
//   F quantiles                BalanceEllipse.FTable [balance_test]
//   sample entropy             BalanceNonlinear.SampleEntropy [balance_test]
//   spectrum worked example    BalanceSpectrum.WorkedExample [balance_test]
//   gait block                 Gait.WorkedBlock [gait_test]
//   symmetry index and angle   Symmetry.GoldenValues [symmetry_test]
//   mask separators            FootParts.GoldenLines [masks_test]
//   registration shift         Registration.GoldenMse [registration_test]
//   random fields              StatisticsField.HeightsAndProbabilities, .Clusters [statistics_test]
//   t tests, permutations      StatisticsSamples.TTests, StatisticsPermutation.* [statistics_test]
//   ICC, Bland-Altman          StatisticsReliability.* [statistics_test]
//   calibration fits           CalibrationFit.* [calibration/fit_test]
//   rotation, mirror, pitch    MeasuresOfFoot.*, Measures.* [measure_properties_test]
//   linearity                  Analyze.IsLinearInPressure [analyze_test], and below with p_thr
//   fixed region sum is the whole    ZonesOfAFoot.* [zones_test], Measures.ZonesAddUpToTheWholeFoot
//   empty frame, region        Metrics.EmptyStep [metrics_test], Analyze.AnEmptyRecordingSaysSo
//
// Below: what no single module's test says.

#include <gtest/gtest.h>

#include "analysis/force.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

/// Pressure times two with the threshold fixed is not linear: the 5 kPa cell of FX-A becomes
/// active.
TEST(Acceptance, LinearityNeedsTheThresholdTimesTwo) {
  std::vector<float> frame = testing::fxa_frames().at(3);
  const PlateGeometry plate = testing::fxa_plate();
  const double one = total_force_n({plate, 0, frame}, 10);
  EXPECT_NEAR(one, 39, 1e-6);
  for (float& kpa : frame) kpa *= 2;
  EXPECT_NEAR(total_force_n({plate, 0, frame}, 20), 2 * one, 1e-6);
  EXPECT_NEAR(total_force_n({plate, 0, frame}, 10), 2 * one + 1, 1e-6);
}

}  // namespace
}  // namespace solea
