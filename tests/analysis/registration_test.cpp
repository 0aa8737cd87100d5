#include "analysis/registration.h"

#include <gtest/gtest.h>

#include "analysis/analyze.h"
#include "formats/recording_format.h"
#include "tests/analysis/turned_recording.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::record_virtual;
using virtual_mat::Person;
using virtual_mat::Script;

Footprint row_of(const std::vector<float>& values) {
  Footprint print;
  print.plate = {1, static_cast<int>(values.size()), 1, 1};
  print.box = {0, 0, 1, static_cast<int>(values.size())};
  print.peak_kpa = values;
  return print;
}

// metrics.md 8, worked values: J sampled one to the right is I0.
TEST(Registration, GoldenMse) {
  const Footprint fixed = row_of({0, 1, 3, 1, 0});
  const Footprint moving = row_of({0, 0, 1, 3, 1});
  EXPECT_NEAR(registration_mse(fixed, moving, {0, {-1, 0}}), 3.8, 1e-9);
  EXPECT_NEAR(registration_mse(fixed, moving, {0, {0, 0}}), 2.0, 1e-9);
  EXPECT_NEAR(registration_mse(fixed, moving, {0, {1, 0}}), 0.0, 1e-9);
}

TEST(Registration, PrincipalAxisOfALine) {
  Footprint print;
  print.plate = {20, 20, 5, 5};
  print.box = {0, 0, 20, 20};
  print.peak_kpa.assign(400, 0);
  for (std::size_t i = 0; i < 20; ++i) print.peak_kpa[i * 20 + i] = 50;
  EXPECT_NEAR(principal_axis_deg(print), 45, 1e-9);
}

TEST(RigidTransform, ThereAndBack) {
  const RigidTransform t{33, {12, -5}};
  const PointMm p = t.inverse().apply(t.apply({7, 9}));
  EXPECT_NEAR(p.x, 7, 1e-9);
  EXPECT_NEAR(p.y, 9, 1e-9);
}

struct VirtualPrint {
  StepResult step;
  virtual_mat::FootPlacement placement;
};

VirtualPrint print_of(double heading_deg, std::uint64_t seed, virtual_mat::FootType type) {
  Person person;
  person.script = Script::rollover;
  person.side = Side::right;
  person.heading_deg = heading_deg;
  person.foot = type;
  person.seed = seed;
  const auto v = record_virtual(person, {90, 90, 5, 5}, 100, 1.6);
  AnalysisResult result = analyze(v.recording, AnalysisSettings{});
  EXPECT_EQ(result.steps.size(), 1U);
  return {std::move(result.steps.at(0)), v.steps.at(0).placement};
}

class RegistrationOfFeet : public ::testing::TestWithParam<std::tuple<double, int>> {};

/// The same foot put down elsewhere, in another direction: found within half a millimetre, seen at
/// the foot's middle, and half a degree.
TEST_P(RegistrationOfFeet, FindsTheTruth) {
  const auto type = static_cast<virtual_mat::FootType>(std::get<1>(GetParam()));
  const VirtualPrint fixed = print_of(0, 1, type);
  const VirtualPrint moving = print_of(std::get<0>(GetParam()), 7, type);
  const Registration found =
      register_prints(fixed.step.footprint, moving.step.footprint, fixed.step.geometry->frame.axis,
                      moving.step.geometry->frame.axis);
  for (const PointMm foot : {PointMm{0, 130}, PointMm{0, 30}, PointMm{0, 230}}) {
    const PointMm truth = moving.placement.to_plate(foot);
    const PointMm here = found.transform.apply(fixed.placement.to_plate(foot));
    EXPECT_LT(std::hypot(here.x - truth.x, here.y - truth.y), 0.5) << foot.y;
  }
  const double truth_deg = -(moving.placement.axis_deg - fixed.placement.axis_deg);
  EXPECT_LT(std::abs(std::remainder(found.transform.turn_deg - truth_deg, 360)), 0.5);
  EXPECT_LT(found.relative_difference, 0.15);
}

INSTANTIATE_TEST_SUITE_P(Turns, RegistrationOfFeet,
                         ::testing::Combine(::testing::Values(0.0, 8.0, 37.0, 90.0, 171.0, -120.0),
                                            ::testing::Values(0, 1, 2)));

TEST(Registration, ForefootAloneIsFoundOnTheWholeFoot) {
  for (const double heading : {0.0, 25.0, 180.0}) {
    const VirtualPrint whole = print_of(0, 1, virtual_mat::FootType::normal);
    VirtualPrint part = print_of(heading, 5, virtual_mat::FootType::normal);
    Footprint& print = part.step.footprint;
    for (std::size_t i = 0; i < print.cells(); ++i) {
      if (part.placement.to_foot(print.cell_centre(i)).y < 140) print.peak_kpa[i] = 0;
    }
    const Registration found = register_part(print, whole.step.footprint, 0, 180);
    const PointMm foot{0, 180};
    const PointMm truth = whole.placement.to_plate(foot);
    const PointMm here = found.transform.apply(part.placement.to_plate(foot));
    EXPECT_LT(std::hypot(here.x - truth.x, here.y - truth.y), 1) << heading;
    const double truth_deg = part.placement.axis_deg - whole.placement.axis_deg;
    EXPECT_LT(std::abs(std::remainder(found.transform.turn_deg - truth_deg, 360)), 1) << heading;
  }
}

TEST(Registration, RealStepAgainstItselfTurnedAndMoved) {
  const auto file = testing::real_data("emed_walk/emed_test.lst");
  if (!file) GTEST_SKIP() << "no real recordings here";
  const auto sources = open_recordings(InputFile(*file));
  const Recording recording = read_all(*sources.front(), 10);
  const PlateGeometry plate{110, 110, 5, 5};
  const AnalysisResult one = analyze(recording, AnalysisSettings{});
  for (const double deg : {7.3, -31.0, 118.0}) {
    const PointMm shift{11.2, -6.7};
    const AnalysisResult two =
        analyze(testing::turn_recording(recording, deg, plate, shift), AnalysisSettings{});
    ASSERT_EQ(two.steps.size(), 1U);
    const Registration found =
        register_prints(one.steps[0].footprint, two.steps[0].footprint,
                        one.steps[0].geometry->frame.axis, two.steps[0].geometry->frame.axis);
    EXPECT_NEAR(std::remainder(found.transform.turn_deg - deg, 360), 0, 0.5);
    const PointMm middle = one.steps[0].geometry->frame.to_plate({0, 135});
    const PointMm old_middle{0.5 * recording.plate().width_mm(),
                             0.5 * recording.plate().length_mm()};
    const PointMm truth =
        PointMm{275, 275} + shift + RigidTransform{deg, {}}.turned(middle - old_middle);
    const PointMm here = found.transform.apply(middle);
    EXPECT_LT(std::hypot(here.x - truth.x, here.y - truth.y), 0.5) << deg;
  }
}

}  // namespace
}  // namespace solea
