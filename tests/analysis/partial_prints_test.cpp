#include <gtest/gtest.h>

#include "analysis/analyze.h"
#include "formats/recording_format.h"
#include "tests/analysis/turned_recording.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::keep_cells;
using testing::record_virtual;
using virtual_mat::FootPlacement;
using virtual_mat::FootType;
using virtual_mat::Person;
using virtual_mat::Script;

double turn(double a, double b) {
  return std::abs(std::remainder(a - b, 360.0));
}

/// A virtual roll-over of which only what `keep` wants, told in the foot's own frame and fractions
/// of its length, leaves a print.
struct Part {
  Recording recording;
  virtual_mat::StepTruth truth;
};

Part part_of(const Person& person, const std::function<bool(PointMm)>& keep,
             const PlateGeometry& plate = {90, 90, 5, 5}) {
  Person one = person;
  one.script = Script::rollover;
  const auto v = record_virtual(one, plate, 100, 1.6);
  const FootPlacement placement = v.steps.at(0).placement;
  const double length = person.foot_length_mm;
  return {
      keep_cells(v.recording, [&](PointMm p) { return keep((1 / length) * placement.to_foot(p)); }),
      v.steps.at(0)};
}

/// Between the model's metatarsal heads and its toes.
bool without_toes(PointMm p) {
  return p.y < (p.x < -0.09 ? 0.82 : p.x < 0.05 ? 0.845 : p.x < 0.09 ? 0.82 : 0.797);
}
bool forefoot(PointMm p) {
  return p.y > 0.55;
}
bool heel(PointMm p) {
  return p.y < 0.26;
}

class PartialPrints : public ::testing::TestWithParam<std::tuple<double, Side, FootType>> {
 protected:
  PartialPrints() {
    person.heading_deg = std::get<0>(GetParam());
    person.side = std::get<1>(GetParam());
    person.foot = std::get<2>(GetParam());
  }
  Person person;
};

TEST_P(PartialPrints, WithoutToesThereIsNoToeLine) {
  const Part part = part_of(person, without_toes);
  const AnalysisResult result = analyze(part.recording, AnalysisSettings{});
  ASSERT_EQ(result.steps.size(), 1U);
  const StepResult& step = result.steps[0];
  ASSERT_TRUE(step.geometry);
  EXPECT_EQ(step.geometry->part, PrintPart::whole);
  EXPECT_EQ(step.geometry->toe_line_source, ToeLineSource::none);
  EXPECT_EQ(step.geometry->axis_source, AxisSource::tangents);
  EXPECT_TRUE(step.geometry->toe_line.empty());
  EXPECT_EQ(step.geometry->length_mm, step.geometry->toeless_length_mm);
  EXPECT_EQ(step.side, *person.side);
  EXPECT_LT(turn(step.geometry->frame.axis_deg(), part.truth.axis_deg), 6);
  EXPECT_NEAR(*step.metric("arch_index"), *part.truth.arch_index, 0.03);
  EXPECT_NEAR(step.geometry->reference_length_mm, part.truth.length_mm,
              0.07 * part.truth.length_mm);
  EXPECT_TRUE(step.zones[static_cast<std::size_t>(FootZone::hallux)].cells.empty());
  EXPECT_TRUE(step.zones[static_cast<std::size_t>(FootZone::toes)].cells.empty());
}

TEST_P(PartialPrints, ForefootAloneHasNoHeelAndNoArch) {
  const Part part = part_of(person, forefoot);
  const AnalysisResult result = analyze(part.recording, AnalysisSettings{});
  ASSERT_EQ(result.steps.size(), 1U);
  const StepResult& step = result.steps[0];
  ASSERT_TRUE(step.geometry);
  EXPECT_EQ(step.geometry->part, PrintPart::forefoot);
  EXPECT_EQ(step.geometry->axis_source, AxisSource::rectangle);
  EXPECT_LT(turn(step.geometry->frame.axis_deg(), part.truth.axis_deg), 25);
  EXPECT_FALSE(step.metric("arch_index"));
  EXPECT_FALSE(step.metric("foot_length_mm"));
  EXPECT_EQ(step.strike, StrikeClass::forefoot);
  EXPECT_TRUE(step.zones[static_cast<std::size_t>(FootZone::heel_medial)].cells.empty());
  EXPECT_TRUE(step.zones[static_cast<std::size_t>(FootZone::heel_lateral)].cells.empty());
}

TEST_P(PartialPrints, ForefootTakesItsFootFromAWholeStep) {
  Person other = person;
  other.seed = 9;
  other.script = Script::rollover;
  const auto whole = record_virtual(other, {90, 90, 5, 5}, 100, 1.6);
  const Part part = part_of(person, forefoot);
  AnalysisSettings settings;
  settings.sides.alternation_share = 0.5;  // the same foot twice: two scans and no walk
  const AnalysisResult result =
      analyze(testing::append_recording(whole.recording, part.recording), settings);
  ASSERT_EQ(result.steps.size(), 2U);
  const StepResult& step = result.steps[1];
  ASSERT_TRUE(step.geometry);
  EXPECT_EQ(step.geometry->axis_source, AxisSource::template_step);
  EXPECT_EQ(step.geometry->toe_line_source, ToeLineSource::template_step);
  EXPECT_EQ(step.geometry->part, PrintPart::forefoot);
  EXPECT_EQ(step.side, *person.side);
  EXPECT_LT(turn(step.geometry->frame.axis_deg(), part.truth.axis_deg), 4);
  for (const FootZone zone : {FootZone::mth1, FootZone::mth2, FootZone::mth3, FootZone::mth4,
                              FootZone::mth5, FootZone::hallux}) {
    const auto& peak = step.zone_curves[static_cast<std::size_t>(zone)].peak_kpa;
    const double truth = part.truth.zone_peak_kpa[static_cast<std::size_t>(zone)];
    EXPECT_NEAR(*std::max_element(peak.begin(), peak.end()), truth, 0.15 * truth)
        << to_string(zone);
  }
}

TEST_P(PartialPrints, HeelAloneHasNoBall) {
  const Part part = part_of(person, heel);
  const AnalysisResult result = analyze(part.recording, AnalysisSettings{});
  ASSERT_EQ(result.steps.size(), 1U);
  const StepResult& step = result.steps[0];
  ASSERT_TRUE(step.geometry);
  EXPECT_EQ(step.geometry->part, PrintPart::heel);
  EXPECT_EQ(step.geometry->toe_line_source, ToeLineSource::none);
  EXPECT_FALSE(step.metric("arch_index"));
  EXPECT_FALSE(step.metric("foot_width_mm"));
  for (const FootZone zone : {FootZone::mth1, FootZone::mth5, FootZone::hallux, FootZone::toes}) {
    EXPECT_TRUE(step.zones[static_cast<std::size_t>(zone)].cells.empty()) << to_string(zone);
  }
}

/// Another step's foot tells where the heel is; it has no ball of its own to be measured.
TEST_P(PartialPrints, AHeelUnderATemplateStaysAHeel) {
  Person other = person;
  other.seed = 9;
  other.script = Script::rollover;
  const auto whole = record_virtual(other, {90, 90, 5, 5}, 100, 1.6);
  const Part part = part_of(person, heel);
  AnalysisSettings settings;
  settings.sides.alternation_share = 0.5;
  const AnalysisResult result =
      analyze(testing::append_recording(whole.recording, part.recording), settings);
  ASSERT_EQ(result.steps.size(), 2U);
  const StepResult& step = result.steps[1];
  ASSERT_TRUE(step.geometry);
  EXPECT_EQ(step.geometry->part, PrintPart::heel);
  EXPECT_FALSE(step.metric("foot_width_mm"));
  EXPECT_FALSE(step.metric("foot_width_oblique_mm"));
  EXPECT_GT(step.metric("heel_width_mm").value(), 40);
}

INSTANTIATE_TEST_SUITE_P(Feet, PartialPrints,
                         ::testing::Combine(::testing::Values(0.0, 28.0, 90.0, 180.0, -140.0),
                                            ::testing::Values(Side::left, Side::right),
                                            ::testing::Values(FootType::normal, FootType::flat,
                                                              FootType::high)));

TEST(FootGeometry, AChildsFoot) {
  for (const double length : {140.0, 170.0, 200.0}) {
    Person child;
    child.foot_length_mm = length;
    child.mass_kg = length / 8;
    const Part part = part_of(child, [](PointMm) { return true; });
    const AnalysisResult result = analyze(part.recording, AnalysisSettings{});
    ASSERT_EQ(result.steps.size(), 1U);
    const StepResult& step = result.steps[0];
    ASSERT_TRUE(step.geometry) << length;
    EXPECT_EQ(step.geometry->part, PrintPart::whole);
    EXPECT_EQ(step.geometry->toe_line_source, ToeLineSource::valley);
    EXPECT_EQ(step.side, part.truth.placement.side);
    EXPECT_NEAR(step.geometry->length_mm, part.truth.length_mm, 10);
    EXPECT_LT(turn(step.geometry->frame.axis_deg(), part.truth.axis_deg), 5);
  }
}

/// Isthmus of a print whose widths are known: 40 mm between 100 and 120 mm from the heel.
TEST(FootGeometry, IsthmusIsTheNarrowestPartOfTheMidfoot) {
  Person person;
  person.foot = FootType::flat;
  const Part part = part_of(person, [](PointMm p) {
    const bool narrow = p.y > 0.38 && p.y < 0.46;
    return !narrow || (p.x > -0.02 && p.x < 0.12);
  });
  const AnalysisResult result = analyze(part.recording, AnalysisSettings{});
  const auto& isthmus = result.steps.at(0).geometry->isthmus;
  ASSERT_TRUE(isthmus);
  EXPECT_NEAR(isthmus->width_mm, 0.14 * 260, 2 * 5);
  EXPECT_GT(isthmus->along.lo, 0.33 * 260);
  EXPECT_LT(isthmus->along.hi, 0.51 * 260);
}

/// A high arch that leaves no print has an isthmus of 0 mm, legally.
TEST(FootGeometry, IsthmusOfAnUnloadedArchIsZero) {
  const Part part = part_of(Person{}, [](PointMm p) { return p.y < 0.38 || p.y > 0.47; });
  const AnalysisResult result = analyze(part.recording, AnalysisSettings{});
  ASSERT_TRUE(result.steps.at(0).geometry);
  EXPECT_EQ(result.steps[0].geometry->isthmus->width_mm, 0);
  EXPECT_NEAR(result.steps[0].geometry->isthmus->along.size(), 0.09 * 260, 12);
}

class RealStepTurned : public ::testing::TestWithParam<int> {};

/// The real emed step, turned on a resampled 5 mm grid: everything stays (metrics.md 13).
TEST_P(RealStepTurned, GivesTheSameFoot) {
  const auto file = testing::real_data("emed_walk/emed_test.lst");
  if (!file) GTEST_SKIP() << "no real recordings here";
  const auto sources = open_recordings(InputFile(*file));
  const Recording recording = read_all(*sources.front(), 10);
  const AnalysisResult one = analyze(recording, AnalysisSettings{});
  const FootGeometry& g = *one.steps.at(0).geometry;
  EXPECT_NEAR(g.length_mm, 272, 1);
  EXPECT_GE(*one.steps[0].metric("arch_index"), 0.222);
  EXPECT_LE(*one.steps[0].metric("arch_index"), 0.239);

  const double deg = GetParam();
  const AnalysisResult two =
      analyze(testing::turn_recording(recording, deg, {120, 120, 5, 5}), AnalysisSettings{});
  ASSERT_EQ(two.steps.size(), 1U);
  ASSERT_TRUE(two.steps[0].geometry);
  const FootGeometry& t = *two.steps[0].geometry;
  EXPECT_EQ(two.steps[0].side, Side::right);
  EXPECT_EQ(t.part, PrintPart::whole);
  EXPECT_EQ(t.toe_line_source, ToeLineSource::valley);
  EXPECT_LT(turn(t.frame.axis_deg(), g.frame.axis_deg() - deg), 2);
  EXPECT_NEAR(t.length_mm, g.length_mm, 8);
  EXPECT_NEAR(t.forefoot_width_mm, g.forefoot_width_mm, 8);
  // The grid itself is resampled; the reference is the unturned step, resampled in the same way.
  const AnalysisResult zero =
      analyze(testing::turn_recording(recording, 0.01, {120, 120, 5, 5}), AnalysisSettings{});
  EXPECT_NEAR(*two.steps[0].metric("arch_index"), *zero.steps.at(0).metric("arch_index"),
              0.03 * *zero.steps[0].metric("arch_index"));
}

INSTANTIATE_TEST_SUITE_P(Turns, RealStepTurned, ::testing::Range(0, 360, 10));

}  // namespace
}  // namespace solea
