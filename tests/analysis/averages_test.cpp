#include "analysis/averages.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "analysis/metric.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::record_virtual;
using virtual_mat::Person;

TEST(Summary, WorkedByHand) {
  const Summary s = summarize({9, 2, 4, 5, 4, 7, 5, 4});
  EXPECT_EQ(s.n, 8U);
  EXPECT_NEAR(*s.mean, 5, 1e-12);
  EXPECT_NEAR(*s.median, 4.5, 1e-12);
  EXPECT_NEAR(*s.sd, std::sqrt(32.0 / 7), 1e-12) << "n - 1";
  EXPECT_NEAR(*s.p10, 3.4, 1e-12) << "0.7 of the way from the first to the second value";
  EXPECT_NEAR(*s.p90, 7.6, 1e-12);
  EXPECT_NEAR(*s.cv_pct, 20 * std::sqrt(32.0 / 7), 1e-9);
  EXPECT_NEAR(*summarize({3, 1, 2}).median, 2, 1e-12);
}

TEST(Summary, OneValueHasNoSpread) {
  const Summary one = summarize({7});
  EXPECT_EQ(*one.mean, 7);
  EXPECT_FALSE(one.sd || one.cv_pct || one.p10 || one.p90);
  const Summary none = summarize({});
  EXPECT_EQ(none.n, 0U);
  EXPECT_FALSE(none.mean || none.median);
  EXPECT_FALSE(summarize({-1, 1}).cv_pct) << "a mean of 0";
}

// FX-A: 0, 33.3, 66.7, 100 % are its frames.
TEST(NormalizeCurve, FxaForce) {
  const StepMovie movie = testing::fxa_movie();
  const StepCurves curves = make_curves(movie, 0);
  const auto force = normalize_curve(curves, curves.force_n);
  ASSERT_EQ(force.size(), 101U);
  EXPECT_NEAR(force[0], 13, 1e-5);
  EXPECT_NEAR(force[100], 39, 1e-5);
  EXPECT_NEAR(force[50], 0.5 * (41 + 44), 1e-4);
  EXPECT_NEAR(force[10], 13 + 0.3 * (41 - 13), 1e-4);
}

TEST(NormalizeCurve, MissingFramesAreLeftOut) {
  StepCurves curves;
  curves.times_s = {0, 1, 2, 3, 4};
  curves.has_contact = true;
  curves.last_contact = 4;
  const auto nodes =
      normalize_curve(curves, {std::optional(0.0), std::nullopt, std::nullopt, 3.0, 4.0});
  for (std::size_t i = 0; i <= 100; ++i) EXPECT_NEAR(nodes[i], 0.04 * static_cast<double>(i), 1e-9);
}

TEST(MeanCurve, MeanAndSdOfEachNode) {
  const MeanCurve c = mean_curve({{1, 2}, {3, 2}});
  EXPECT_EQ(c.n, 2U);
  EXPECT_EQ(c.mean, (std::vector<double>{2, 2}));
  EXPECT_NEAR(c.sd[0], std::sqrt(2.0), 1e-12);
  EXPECT_EQ(c.sd[1], 0);
  EXPECT_TRUE(mean_curve({{1, 2}}).sd.empty());
}

class AveragesOfAWalk : public ::testing::Test {
 protected:
  static AnalysisResult walk(double variability) {
    Person person;
    person.variability = variability;
    const auto v = record_virtual(person, {64, 64, 5, 5}, 100, 10);
    return analyze(v.recording, AnalysisSettings{});
  }
};

TEST_F(AveragesOfAWalk, OnlyValidStepsOfTheSide) {
  const AnalysisResult result = walk(1);
  const Averages averages = make_averages(result);
  ASSERT_GE(averages.left.steps.size(), 2U);
  ASSERT_GE(averages.right.steps.size(), 2U);
  for (const std::size_t i : averages.left.steps) {
    EXPECT_EQ(result.steps[i].side, Side::left);
    EXPECT_TRUE(result.steps[i].step.valid());
  }
  const auto peak = std::find_if(builtin_metrics().begin(), builtin_metrics().end(),
                                 [](const Metric* m) { return m->id == "peak_pressure_kpa"; }) -
                    builtin_metrics().begin();
  double sum = 0;
  for (const std::size_t i : averages.right.steps) sum += *result.steps[i].metrics[peak];
  const Summary& summary = averages.right.metrics[static_cast<std::size_t>(peak)];
  EXPECT_EQ(summary.n, averages.right.steps.size());
  EXPECT_NEAR(*summary.mean, sum / static_cast<double>(summary.n), 1e-9);
  const Symmetry& s = averages.symmetry[static_cast<std::size_t>(peak)];
  EXPECT_LT(std::abs(*s.index_pct), 10) << "the virtual person walks evenly";
  // Zone forces of the mean sum to the mean force in every node.
  for (std::size_t node = 0; node < stance_nodes; ++node) {
    double zones = 0;
    for (const MeanCurve& zone : averages.left.zone_force_n) zones += zone.mean[node];
    EXPECT_NEAR(zones, averages.left.force_n.mean[node], 1e-2);
  }
  // A roll-over: from the heel to the toes.
  EXPECT_LT(averages.left.cop_y_mm.mean.front(), 60);
  EXPECT_GT(averages.left.cop_y_mm.mean.back(), 180);
}

TEST_F(AveragesOfAWalk, MeasuresAloneAreTheSame) {
  const AnalysisResult result = walk(1);
  const Averages everything = make_averages(result);
  const Averages measures = make_averages(result, Averaged::measures);
  EXPECT_FALSE(measures.left.footprint);
  EXPECT_EQ(measures.left.steps, everything.left.steps);
  for (std::size_t m = 0; m < builtin_metrics().size(); ++m) {
    EXPECT_EQ(measures.left.metrics[m].mean, everything.left.metrics[m].mean);
    EXPECT_EQ(measures.right.metrics[m].sd, everything.right.metrics[m].sd);
    EXPECT_EQ(measures.symmetry[m].index_pct, everything.symmetry[m].index_pct);
  }
}

TEST_F(AveragesOfAWalk, MeanFootprintIsTheFoot) {
  const AnalysisResult result = walk(1);
  const SideAverages right = make_averages(result).right;
  ASSERT_TRUE(right.footprint);
  const StepResult& first = result.steps[right.steps.front()];
  const auto total = [](const std::vector<float>& v) {
    double sum = 0;
    for (const float p : v) sum += p;
    return sum;
  };
  EXPECT_NEAR(total(right.footprint->pti_kpas), total(first.footprint.pti_kpas),
              0.05 * total(first.footprint.pti_kpas));
  double steps_peak = 0;
  for (const std::size_t i : right.steps) {
    steps_peak += *result.steps[i].metric("peak_pressure_kpa");
  }
  steps_peak /= static_cast<double>(right.steps.size());
  const double peak =
      *std::max_element(right.footprint->peak_kpa.begin(), right.footprint->peak_kpa.end());
  EXPECT_LE(peak, 1.02 * steps_peak) << "averaging makes no peaks";
  EXPECT_GT(peak, 0.85 * steps_peak) << "well registered prints keep theirs";
}

TEST(Averages, OneRealStepIsItsOwnMean) {
  const auto file = testing::real_data("emed_walk/emed_test.lst");
  if (!file) GTEST_SKIP() << "no real recordings here";
  const auto sources = open_recordings(InputFile(*file));
  const AnalysisResult result = analyze(read_all(*sources.front(), 10), AnalysisSettings{});
  const Averages averages = make_averages(result);
  EXPECT_TRUE(averages.left.steps.empty());
  ASSERT_EQ(averages.right.steps.size(), 1U);
  for (std::size_t m = 0; m < builtin_metrics().size(); ++m) {
    const auto& value = result.steps[0].metrics[m];
    ASSERT_EQ(averages.right.metrics[m].mean.has_value(), value.has_value());
    if (value) {
      EXPECT_NEAR(*averages.right.metrics[m].mean, *value, 1e-9);
    }
    EXPECT_FALSE(averages.right.metrics[m].sd);
    EXPECT_FALSE(averages.symmetry[m].index_pct);
  }
  EXPECT_TRUE(averages.right.force_n.sd.empty());
  EXPECT_EQ(*std::max_element(averages.right.footprint->peak_kpa.begin(),
                              averages.right.footprint->peak_kpa.end()),
            370);
}

}  // namespace
}  // namespace solea
