#include "analysis/foot_geometry.h"

#include <gtest/gtest.h>

#include "analysis/analyze.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::record_virtual;
using testing::VirtualRecording;
using virtual_mat::FootType;
using virtual_mat::Person;
using virtual_mat::Script;
using virtual_mat::Strike;

constexpr PlateGeometry plate_5mm{80, 80, 5, 5};

struct Measured {
  StepResult step;
  virtual_mat::StepTruth truth;
};

Measured roll_over(const Person& person, const PlateGeometry& plate = plate_5mm) {
  Person one = person;
  one.script = Script::rollover;
  const VirtualRecording virtual_recording = record_virtual(one, plate, 100, 1.6);
  AnalysisResult result = analyze(virtual_recording.recording, AnalysisSettings{});
  EXPECT_EQ(result.steps.size(), 1U);
  EXPECT_EQ(virtual_recording.steps.size(), 1U);
  return {std::move(result.steps.at(0)), virtual_recording.steps.at(0)};
}

/// The difference of two directions, -180 to 180 degrees.
double turn(double a, double b) {
  return std::remainder(a - b, 360.0);
}

class AnyDirection : public ::testing::TestWithParam<std::tuple<double, Side, FootType>> {
 protected:
  AnyDirection() {
    person.heading_deg = std::get<0>(GetParam());
    person.side = std::get<1>(GetParam());
    person.foot = std::get<2>(GetParam());
  }
  Person person;
};

TEST_P(AnyDirection, SideAxisLengthAndArchAreTrue) {
  const Measured m = roll_over(person);
  ASSERT_TRUE(m.step.geometry);
  EXPECT_EQ(m.step.side, *person.side) << "confidence " << m.step.side_confidence;
  EXPECT_LT(std::abs(turn(m.step.geometry->frame.axis_deg(), m.truth.axis_deg)), 3);
  EXPECT_NEAR(m.step.geometry->length_mm, m.truth.length_mm, 2 * 5) << "one cell each end";
  EXPECT_NEAR(*m.step.metric("arch_index"), *m.truth.arch_index, 0.02);
  EXPECT_EQ(m.step.geometry->axis_source, AxisSource::second_toe);
  EXPECT_LT(*m.step.metric("strike_index_pct"), 100.0 / 3) << "a heel strike";
}

INSTANTIATE_TEST_SUITE_P(
    Feet, AnyDirection,
    ::testing::Combine(::testing::Values(0.0, 20.0, 45.0, 90.0, 135.0, 180.0, -70.0),
                       ::testing::Values(Side::left, Side::right),
                       ::testing::Values(FootType::normal, FootType::flat, FootType::high)));

TEST(FootGeometry, UnequalPitch) {
  const Measured m = roll_over({}, {60, 80, 5.08, 7.62});
  ASSERT_TRUE(m.step.geometry);
  EXPECT_EQ(m.step.side, m.truth.placement.side);
  EXPECT_NEAR(m.step.geometry->length_mm, m.truth.length_mm, 2 * 7.62);
  EXPECT_NEAR(*m.step.metric("arch_index"), *m.truth.arch_index, 0.02);
}

TEST(FootGeometry, ForefootStrikeStillFindsTheHeel) {
  Person person;
  person.strike = Strike::forefoot;
  const Measured m = roll_over(person);
  ASSERT_TRUE(m.step.geometry);
  EXPECT_LT(std::abs(turn(m.step.geometry->frame.axis_deg(), m.truth.axis_deg)), 3);
  EXPECT_EQ(m.step.strike, StrikeClass::forefoot);
}

TEST(FootGeometry, StandingFeetPointForward) {
  Person person;
  person.script = Script::stand;
  const VirtualRecording v = record_virtual(person, {80, 80, 5, 5}, 50, 3);
  const AnalysisResult result = analyze(v.recording, AnalysisSettings{});
  ASSERT_EQ(result.steps.size(), 2U);
  EXPECT_EQ(result.steps[0].side, Side::left);
  EXPECT_EQ(result.steps[1].side, Side::right);
  for (const StepResult& step : result.steps) {
    EXPECT_LT(std::abs(step.geometry->frame.axis_deg()), 10);
  }
}

TEST(FootGeometry, MirroredFootHasTheSameMeasures) {
  Person person;
  person.side = Side::right;
  Person one = person;
  one.script = Script::rollover;
  const VirtualRecording v = record_virtual(one, plate_5mm, 100, 1.6);
  std::vector<std::vector<float>> frames;
  for (std::size_t k = 0; k < v.recording.size(); ++k) {
    std::vector<float> frame(plate_5mm.cells());
    for (const LoadedCell& cell : v.recording.cells(k)) {
      const int row = static_cast<int>(cell.index) / plate_5mm.cols;
      const int col = static_cast<int>(cell.index) % plate_5mm.cols;
      frame[static_cast<std::size_t>(row * plate_5mm.cols + plate_5mm.cols - 1 - col)] = cell.kpa;
    }
    frames.push_back(std::move(frame));
  }
  const AnalysisResult right = analyze(v.recording, AnalysisSettings{});
  const AnalysisResult left =
      analyze(testing::make_recording(plate_5mm, 100, frames), AnalysisSettings{});
  ASSERT_EQ(left.steps.size(), 1U);
  EXPECT_EQ(right.steps[0].side, Side::right);
  EXPECT_EQ(left.steps[0].side, Side::left);
  for (const char* id :
       {"arch_index", "foot_length_mm", "foot_width_mm", "heel_width_mm", "heel_peak_pressure_kpa",
        "heel_medial_peak_pressure_kpa", "strike_index_pct", "cop_range_ml_mm"}) {
    const double r = *right.steps[0].metric(id);
    EXPECT_NEAR(*left.steps[0].metric(id), r, 1e-3 * std::abs(r)) << id;
  }
}

/// Rows and columns exchanged: the other foot, the same measures; the pitches exchange too.
TEST(FootGeometry, TransposedPlateIsTheOtherFoot) {
  for (const PlateGeometry& plate : {plate_5mm, PlateGeometry{60, 80, 5.08, 7.62}}) {
    Person one;
    one.script = Script::rollover;
    one.heading_deg = 20;
    const VirtualRecording v = record_virtual(one, plate, 100, 1.6);
    const PlateGeometry other{plate.cols, plate.rows, plate.pitch_y_mm, plate.pitch_x_mm};
    std::vector<std::vector<float>> frames;
    for (std::size_t k = 0; k < v.recording.size(); ++k) {
      std::vector<float> frame(other.cells());
      for (const LoadedCell& cell : v.recording.cells(k)) {
        const int row = static_cast<int>(cell.index) / plate.cols;
        const int col = static_cast<int>(cell.index) % plate.cols;
        frame[static_cast<std::size_t>(col * other.cols + row)] = cell.kpa;
      }
      frames.push_back(std::move(frame));
    }
    const StepResult a = analyze(v.recording, AnalysisSettings{}).steps.at(0);
    const StepResult b =
        analyze(testing::make_recording(other, 100, frames), AnalysisSettings{}).steps.at(0);
    EXPECT_NE(a.side, b.side);
    EXPECT_LT(std::abs(turn(b.geometry->frame.axis_deg(), 90 - a.geometry->frame.axis_deg())), 0.5);
    for (const char* id : {"arch_index", "foot_length_mm", "foot_width_mm", "heel_width_mm",
                           "heel_peak_pressure_kpa", "strike_index_pct", "cop_path_mm"}) {
      const double value = *a.metric(id);
      EXPECT_NEAR(*b.metric(id), value, 2e-3 * std::abs(value)) << id;
    }
    for (std::size_t z = 0; z < foot_zone_count; ++z) {
      const double force = integrate_contact(a.curves, a.zone_curves[z].force_n);
      EXPECT_NEAR(integrate_contact(b.curves, b.zone_curves[z].force_n), force,
                  0.01 * force + 0.05);
    }
  }
}

TEST(FootGeometry, TooLittleIsNoFoot) {
  Footprint speck;
  speck.plate = plate_5mm;
  speck.box = {10, 10, 12, 12};
  speck.peak_kpa.assign(4, 100);
  EXPECT_FALSE(measure_geometry(speck, StepCurves{}, AnalysisSettings{}));
}

TEST(BorderLines, RaysDivideTheAngleEvenly) {
  // Lines of 12 degrees to either side of y that meet at (0, -100).
  const double t = std::tan(12 * 3.14159265358979 / 180);
  const BorderLines lines{{{-100 * t, 0}, {-200 * t, 100}}, {{100 * t, 0}, {200 * t, 100}}, 24};
  EXPECT_NEAR(lines.fraction({0, 50}), 0.5, 1e-9);
  EXPECT_NEAR(lines.fraction({-150 * t, 50}), 0, 1e-9);
  EXPECT_NEAR(lines.fraction({150 * t, 50}), 1, 1e-9);
  for (const double f : {0.3, 0.33, 0.47, 0.64, 0.81}) {
    const BorderLines::Ray ray = lines.ray(f);
    // A point on the ray has that fraction.
    const double angle = (-12 + 24 * f) * 3.14159265358979 / 180;
    const PointMm on{150 * std::tan(angle), 50};
    EXPECT_NEAR(dot(on, ray.normal), ray.offset, 1e-9);
    EXPECT_NEAR(lines.fraction(on), f, 1e-9);
    EXPECT_LT(dot(PointMm{-150 * t, 50}, ray.normal), ray.offset) << "medial is inside";
  }
}

}  // namespace
}  // namespace solea
