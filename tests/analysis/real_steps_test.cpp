// Steps and sides of real recordings, which lie outside the repository.

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "analysis/analyze.h"
#include "core/recording.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"

namespace solea {
namespace {

/// The analysis of a recording of a real file, with what the file itself tells.
struct RealAnalysis {
  SourceInfo info;
  AnalysisResult result;
};

std::optional<RealAnalysis> analyze_real(const std::string& name, std::size_t recording = 0) {
  const auto file = testing::real_data(name);
  if (!file) return std::nullopt;
  Sources sources = open_recordings(*file);
  FrameSource& source = *sources.at(recording);
  const Recording frames = read_all(source);
  AnalysisSettings settings;
  settings.one_foot = source.info().one_foot;
  if (source.info().side != Side::unknown) settings.side = source.info().side;
  return RealAnalysis{source.info(), analyze(frames, settings)};
}

/// "RLR" of the steps' sides, "?" where unknown.
std::string sides(const AnalysisResult& result) {
  std::string text;
  for (const StepResult& step : result.steps) {
    text += step.side == Side::right ? 'R' : step.side == Side::left ? 'L' : '?';
  }
  return text;
}

TEST(RealSteps, EmedIsOneValidRightStep) {
  const auto real = analyze_real("emed_walk/emed_test.lst");
  if (!real) GTEST_SKIP() << "no real recordings here";
  ASSERT_EQ(real->result.steps.size(), 1U);
  EXPECT_EQ(sides(real->result), "R");
  EXPECT_GE(real->result.steps[0].side_confidence, 0.8);
  EXPECT_EQ(real->result.steps[0].step.invalid_reason, "");
}

TEST(RealSteps, FootscanBarefoot1IsRightLeftRightTheFirstCut) {
  const auto real =
      analyze_real("footscan_barefoot_walk/barefoot_1 - 11-3-2005 - Entire Plate Roll Off.zip");
  if (!real) GTEST_SKIP() << "no real recordings here";
  EXPECT_EQ(sides(real->result), "RLR");
  ASSERT_EQ(real->result.steps.size(), 3U);
  EXPECT_FALSE(real->result.steps[0].step.valid());
  EXPECT_TRUE(real->result.steps[1].step.valid());
  EXPECT_TRUE(real->result.steps[2].step.valid());
}

TEST(RealSteps, FootscanBarefoot2IsCutAtBothEnds) {
  const auto real =
      analyze_real("footscan_barefoot_walk/barefoot_2 - 13-3-2005 - Entire Plate Roll Off.zip");
  if (!real) GTEST_SKIP() << "no real recordings here";
  EXPECT_EQ(sides(real->result), "LRLRL");
  ASSERT_EQ(real->result.steps.size(), 5U);
  EXPECT_EQ(real->result.steps[0].step.invalid_reason, "begun before the recording");
  EXPECT_TRUE(real->result.steps[1].step.valid());
  EXPECT_TRUE(real->result.steps[2].step.valid());
  EXPECT_EQ(real->result.steps[3].step.invalid_reason, "not ended within the recording");
  EXPECT_EQ(real->result.steps[4].step.invalid_reason, "not ended within the recording");
  // Its heel has come down and nothing else: no ball to measure.
  ASSERT_TRUE(real->result.steps[4].geometry);
  EXPECT_EQ(real->result.steps[4].geometry->part, PrintPart::heel);
  EXPECT_FALSE(real->result.steps[4].metric("foot_width_mm"));
  EXPECT_FALSE(real->result.steps[4].metric("foot_width_oblique_mm"));
}

TEST(RealSteps, ARectangleOfFootscanIsNotCutByItsRim) {
  const auto real = analyze_real("footscan_xls/footscan_test.xls");
  if (!real) GTEST_SKIP() << "no real recordings here";
  ASSERT_EQ(real->result.steps.size(), 1U);
  EXPECT_EQ(real->result.steps[0].step.invalid_reason, "");
  EXPECT_EQ(sides(real->result), "R");
}

/// The print alone must tell what the file names.
TEST(RealSteps, TheVoteOfTheFootscanWorkbookIsRight) {
  const auto file = testing::real_data("footscan_xls/footscan_test.xls");
  if (!file) GTEST_SKIP() << "no real recordings here";
  AnalysisSettings settings;
  settings.one_foot = true;
  const AnalysisResult result = analyze(read_all(*open_recordings(*file).front()), settings);
  EXPECT_EQ(sides(result), "R");
}

TEST(RealSteps, TheTreadmillHas27FootfallsInTurnRightFirst) {
  const auto real = analyze_real("zebris_treadmill_walk/RawDataGaitAnalysis.txt.zip");
  if (!real) GTEST_SKIP() << "no real recordings here";
  const std::vector<StepResult>& steps = real->result.steps;
  EXPECT_NEAR(static_cast<double>(steps.size()), 27, 1);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    EXPECT_EQ(steps[i].side, i % 2 == 0 ? Side::right : Side::left) << i;
    // The walk goes along x; toes point a little outwards of it, as of every adult.
    EXPECT_NE(steps[i].progression, Progression::plate) << i;
    EXPECT_NEAR(steps[i].metric("foot_progression_deg").value(), 7, 9) << i;
    if (i == 0 || i + 1 == steps.size()) continue;
    EXPECT_NEAR(*steps[i].metric("stance_s"), 0.65, 0.05) << i;
    // 4 km/h: a foot is as long as a foot, not as its way with the belt.
    EXPECT_GT(*steps[i].metric("foot_length_mm"), 210) << i;
    EXPECT_LT(*steps[i].metric("foot_length_mm"), 270) << i;
    EXPECT_NEAR(steps[i].geometry->frame.axis_deg(), 90, 20) << i;
  }
  EXPECT_EQ(steps.front().step.invalid_reason, "begun before the recording");
  EXPECT_EQ(steps.back().step.invalid_reason, "not ended within the recording");
}

TEST(RealSteps, AnInsolesStepsAreSeparatedAndOfOneSide) {
  const auto real = analyze_real("tekscan_fscan_walk/fscan_testL.asf");
  if (!real) GTEST_SKIP() << "no real recordings here";
  const std::vector<StepResult>& steps = real->result.steps;
  EXPECT_EQ(sides(real->result), "LLLLLL");
  EXPECT_FALSE(steps.at(0).step.valid());
  for (std::size_t i = 1; i < steps.size(); ++i) {
    EXPECT_GT(*steps[i].metric("stance_s"), 0.5) << i;
    EXPECT_LT(*steps[i].metric("stance_s"), 0.9) << i;
    EXPECT_NEAR(steps[i].curves.times_s.front() - steps[i - 1].curves.times_s.back(), 0.45, 0.15)
        << i;  // swing
  }
}

TEST(RealSteps, BothInsolesOfXsensor) {
  for (const std::size_t i : {0U, 1U}) {
    const auto real = analyze_real("xsensor_insole/xsensor_data.csv", i);
    if (!real) GTEST_SKIP() << "no real recordings here";
    ASSERT_FALSE(real->result.steps.empty());
    for (const StepResult& step : real->result.steps) {
      EXPECT_EQ(step.side, i == 0 ? Side::left : Side::right);
      EXPECT_EQ(step.step.invalid_reason.find("edge"), std::string::npos);
    }
  }
}

TEST(RealSteps, SensorsWithoutAGridHaveNoSteps) {
  const auto real = analyze_real("pedar_insole/pedar_example.asc");
  if (!real) GTEST_SKIP() << "no real recordings here";
  EXPECT_TRUE(real->result.steps.empty());
  ASSERT_FALSE(real->result.warnings.empty());
  EXPECT_NE(real->result.warnings.back().find("places"), std::string::npos);
}

TEST(RealSteps, AMaximumPictureIsOneStepWithoutTime) {
  for (const char* name : {"MDwalk2.apd", "MDwalk2_1.apd", "MDwalk2_2.apd"}) {
    const auto real = analyze_real(std::string("zebris_apd_steps/") + name);
    if (!real) GTEST_SKIP() << "no real recordings here";
    ASSERT_EQ(real->result.steps.size(), 1U) << name;
    const StepResult& step = real->result.steps[0];
    EXPECT_EQ(step.step.invalid_reason, "") << name;
    ASSERT_TRUE(step.metric("foot_length_mm").has_value()) << name;
    EXPECT_NEAR(*step.metric("foot_length_mm"), 260, 20) << name;
    EXPECT_TRUE(step.metric("arch_index").has_value()) << name;
  }
}

}  // namespace
}  // namespace solea
