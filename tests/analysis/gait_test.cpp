#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <span>
#include <vector>

#include "analysis/foot_progression.h"
#include "analysis/gait/cyclogram.h"
#include "analysis/gait/gait.h"
#include "analysis/statistics/samples.h"
#include "tests/support/fixtures.h"

namespace solea::gait {
namespace {

void expect_close(const std::optional<double>& value, double golden, double relative = 1e-4) {
  ASSERT_TRUE(value);
  EXPECT_NEAR(*value, golden, relative * std::abs(golden));
}

/// The worked block of metrics.md 6, after a right foot that lifts at 0.12 s and before a left one
/// of which only the contact counts; turned by an angle.
std::vector<Footfall> worked(double turn_deg = 0) {
  const double a = turn_deg * std::numbers::pi / 180;
  const auto turned = [&](PointMm p) {
    return PointMm{p.x * std::cos(a) + p.y * std::sin(a), p.y * std::cos(a) - p.x * std::sin(a)};
  };
  const PointMm forward = turned({0, 1});
  return {{Side::right, true, turned({100, -650}), forward, -0.55, 0.12, 0},
          {Side::left, true, turned({0, 0}), forward, 0, 0.67, 1},
          {Side::right, true, turned({110, 650}), forward, 0.55, 1.22, 2},
          {Side::left, true, turned({20, 1300}), forward, 1.10, 1.77, 3}};
}

TEST(Gait, WorkedBlock) {
  for (const double turn : {0.0, 33.0, 180.0, 270.0}) {
    const auto all = worked(turn);
    const GaitResult r = measure_gait(std::span(all), {});
    ASSERT_EQ(r.passes, 1U);
    expect_close(r.of(Quantity::stride_length).left.at(0), 1300.154);
    expect_close(r.of(Quantity::step_width).right.at(0), 99.988);
    expect_close(r.of(Quantity::stance_pct).left.at(0), 60.91);
    expect_close(r.of(Quantity::swing_pct).left.at(0), 39.09);
    expect_close(r.of(Quantity::double_support_pct).left.at(0), 21.82);
    expect_close(r.of(Quantity::initial_double_support_pct).left.at(0), 100 * 0.12 / 1.1);
    expect_close(r.of(Quantity::single_support_pct).left.at(0), 39.09);
    expect_close(r.cadence_per_min, 109.09);
    expect_close(r.of(Quantity::speed).left.at(0), 1.182, 1e-4);
    // Without the first foot the right step is measured along the left stride, k-1 -> k+1.
    const GaitResult s = measure_gait(std::span(all).subspan(1), {});
    expect_close(s.of(Quantity::step_length).right.at(0), 651.615);
    expect_close(s.of(Quantity::step_length).left.at(0), 648.539);
    EXPECT_TRUE(s.of(Quantity::double_support_pct).left.empty()) << "first contact unknown";
    EXPECT_TRUE(s.of(Quantity::stride_length).right.empty());
    EXPECT_TRUE(s.of(Quantity::step_length_leg).left.empty()) << "no leg length";
  }
}

/// A whole print of 100 mm in cells of 10 mm whose rear row has two cells and whose others have
/// four, on the left of the plate.
Footprint narrow_heel() {
  Footprint print;
  print.plate = {20, 20, 10, 10};
  print.box = {0, 0, 10, 4};
  print.peak_kpa.assign(40, 100.0F);
  print.peak_kpa[0] = 500;  // pressures do not weigh
  print.peak_kpa[2] = print.peak_kpa[3] = 0;
  return print;
}

TEST(Gait, HeelCentreIsTheCentroidOfTheRearFifteenPercentWithCellsCut) {
  const Footprint footprint = narrow_heel();
  for (const Side side : {Side::left, Side::right}) {
    FootFrame frame;
    frame.origin = {7, 0};
    frame.side = side;
    AnalysisResult result;
    StepResult& step = result.steps.emplace_back();
    step.curves.times_s = {0, 0.6};
    step.curves.last_contact = 1;
    step.curves.has_contact = true;
    step.geometry = FootGeometry{.frame = frame,
                                 .print = PrintCells(footprint, frame, 10),
                                 .toe_line = {},
                                 .borders = {},
                                 .hallux_line = {},
                                 .heel_line = {},
                                 .forefoot_line = {},
                                 .isthmus = {}};
    // 15 mm: a row of 20 mm and half of one of 40 mm, of 200 mm2 each, centred on (10, 5) and
    // (20, 12.5).
    const auto footfalls = footfalls_of(result);
    ASSERT_EQ(footfalls.size(), 1U);
    EXPECT_NEAR(footfalls[0].heel.x, 15, 1e-9);
    EXPECT_NEAR(footfalls[0].heel.y, 8.75, 1e-9);
    // 10 %: the rear row alone.
    result.settings.geometry.heel_centre_fraction = 0.10;
    EXPECT_NEAR(footfalls_of(result)[0].heel.x, 10, 1e-9);
    EXPECT_NEAR(footfalls_of(result)[0].heel.y, 5, 1e-9);
  }
}

TEST(Gait, LegLengthAndWalkRatio) {
  const auto all = worked();
  GaitSettings settings;
  settings.leg_length_mm = 900;
  const GaitResult r = measure_gait(std::span(all).subspan(1), settings);
  expect_close(r.of(Quantity::step_length_leg).right.at(0), 651.615 / 900);
  expect_close(r.walk_ratio_mm_min, (651.615 + 648.539) / 2 / (60 / 0.55));
  expect_close(r.stance_swing_ratio, 0.67 / 0.43);
}

TEST(Gait, ProgressionAngle) {
  const PointMm axis{25.0 / std::hypot(25, 180), 180.0 / std::hypot(25, 180)};
  expect_close(toe_out_deg(axis, Side::right, {0, 1300}), 7.907163, 1e-6);
  expect_close(toe_out_deg({-axis.x, axis.y}, Side::left, {0, 1}), 7.907163, 1e-6);
  expect_close(toe_out_deg(axis, Side::left, {0, 1}), -7.907163, 1e-6);
  EXPECT_FALSE(toe_out_deg(axis, Side::right, {0, 0}));
  EXPECT_FALSE(toe_out_deg(axis, Side::unknown, {0, 1}));
}

// metrics.md 4.5, worked: the angle against the plate's axis becomes that against any line.
TEST(Gait, ProgressionAngleAgainstAnotherLine) {
  for (double heading = -180; heading <= 180; heading += 10) {
    const double line = heading * std::numbers::pi / 180;
    const PointMm along{1300 * std::sin(line), 1300 * std::cos(line)};
    for (const Side side : {Side::right, Side::left}) {
      const double out = (side == Side::right ? 1 : -1) * std::atan(25.0 / 180);
      const PointMm axis{std::sin(line + out), std::cos(line + out)};
      const PointMm plate = plate_line(axis);
      EXPECT_GE(dot(axis, plate), std::cos(std::numbers::pi / 4) - 1e-9);
      const auto on_plate = toe_out_deg(axis, side, plate);
      expect_close(toe_out_from_other_line_deg(on_plate.value(), side, plate, along), 7.907163,
                   1e-6);
    }
  }
  EXPECT_FALSE(toe_out_from_other_line_deg(5, Side::unknown, {0, 1}, {0, 1}));
  EXPECT_FALSE(toe_out_from_other_line_deg(5, Side::right, {0, 1}, {0, 0}));
}

// The analysis takes the angles of a walk against the stride lines that gait does, whichever way
// the person walks; a step alone has an axis of the plate.
TEST(Gait, AnalysisTakesTheAngleAgainstTheStrideLine) {
  virtual_mat::Person person;
  person.toe_out_deg = 8;
  for (const double heading : {0.0, 60.0, 90.0, 180.0, 270.0}) {
    SCOPED_TRACE(heading);
    person.heading_deg = heading;
    const auto v = testing::record_virtual(person, {600, 600, 5, 5}, 50, 5);
    const AnalysisResult result = analyze(v.recording, {});
    std::vector<double> angles;
    for (const StepResult& step : result.steps) {
      if (!step.step.valid()) continue;
      const double deg = step.metric("foot_progression_deg").value();
      EXPECT_NEAR(deg, 8, 8);
      if (step.progression == Progression::stride) angles.push_back(deg);
    }
    ASSERT_GE(angles.size(), 3U);
    const GaitResult gait = measure_gait(footfalls_of(result), {});
    EXPECT_NEAR(*statistics::mean(angles),
                *statistics::mean(gait.of(Quantity::foot_progression).both()), 1e-9);
  }
  person.script = virtual_mat::Script::rollover;
  person.heading_deg = 0;
  const auto alone = testing::record_virtual(person, {80, 80, 5, 5}, 50, 1.5);
  const StepResult step = analyze(alone.recording, {}).steps.at(0);
  EXPECT_EQ(step.progression, Progression::plate);
  EXPECT_EQ(step.metric("foot_progression_deg"), toe_out_deg(step.geometry->frame.axis, step.side));
}

TEST(Gait, WhatIsNotKnownIsNotMeasured) {
  EXPECT_EQ(measure_gait({}, {}).passes, 0U);
  EXPECT_FALSE(measure_gait({}, {}).cadence_per_min);
  // An invalid foot between: no step, no width, no double support.
  auto all = worked();
  all[2].valid = false;
  const GaitResult r = measure_gait(all, {});
  EXPECT_TRUE(r.of(Quantity::step_width).right.empty());
  EXPECT_EQ(r.of(Quantity::stride_length).left.size(), 1U) << "the left stride is known";
  EXPECT_TRUE(r.of(Quantity::terminal_double_support_pct).left.empty());
  // The same side twice: a foot was missed, no stride.
  all = worked();
  all[2].side = Side::left;
  const GaitResult q = measure_gait(all, {});
  EXPECT_TRUE(q.of(Quantity::stride_length).left.empty());
  // Running: flight instead of double support.
  all = worked();
  for (Footfall& f : all) f.off_s = f.on_s + 0.25;
  EXPECT_EQ(measure_gait(all, {}).of(Quantity::double_support_pct).left.at(0), 0);
}

TEST(Gait, PassesEndWithTimeAndBackwards) {
  auto twice = worked();
  for (Footfall f : worked()) {
    f.on_s += 10;
    f.off_s += 10;
    twice.push_back(f);
  }
  EXPECT_EQ(passes_of(twice, {}).size(), 2U);
  auto again = worked();
  for (Footfall f : worked()) {
    f.on_s += 2.2;  // in time, yet back at the beginning
    f.off_s += 2.2;
    again.push_back(f);
  }
  EXPECT_EQ(passes_of(again, {}).size(), 2U);
  const GaitResult r = measure_gait(again, {});
  EXPECT_EQ(r.of(Quantity::stride_length).left.size(), 2U);
  expect_close(statistics::cv_pct(r.of(Quantity::stride_length).left).value() + 1, 1);
}

TEST(Gait, BeltAddsItsWay) {
  // Both feet land at the same places of the plate; the belt runs 650 mm a step.
  AnalysisResult none;
  EXPECT_TRUE(footfalls_of(none).empty());
  std::vector<Footfall> on_belt;
  for (int k = 0; k < 6; ++k) {
    const bool left = k % 2 == 0;
    on_belt.push_back({left ? Side::left : Side::right,
                       true,
                       PointMm{left ? 0.0 : 100.0, 500} + PointMm{0, 650.0 * k},
                       {0, 1},
                       0.55 * k,
                       0.55 * k + 0.67,
                       static_cast<std::size_t>(k)});
  }
  const GaitResult r = measure_gait(on_belt, {});
  EXPECT_EQ(r.passes, 1U);
  expect_close(r.speed_m_s, 1.3 / 1.1);
  expect_close(r.pass_speed_m_s, std::hypot(5 * 650, 100) / 1000 / 2.75);
  expect_close(statistics::mean(r.of(Quantity::step_width).both()), 100);
}

TEST(GaitCyclogram, Crossing) {
  const auto p = crossing({0, 0}, {10, 10}, {10, 0}, {0, 10});
  ASSERT_TRUE(p);
  EXPECT_NEAR(p->x, 5, 1e-12);
  EXPECT_NEAR(p->y, 5, 1e-12);
  EXPECT_FALSE(crossing({0, 0}, {1, 1}, {0, 1}, {1, 2}));
}

class GaitVirtual : public ::testing::TestWithParam<double> {};

/// The virtual mat knows where and when its feet come down; either direction of walking.
TEST_P(GaitVirtual, MatchesTheTruth) {
  virtual_mat::Person person;
  person.heading_deg = GetParam();
  const auto v = testing::record_virtual(person, {400, 80, 5, 5}, 100, 6);
  const AnalysisResult result = analyze(v.recording, {});
  const auto footfalls = footfalls_of(result);
  const GaitResult r = measure_gait(footfalls, {});
  std::vector<Footfall> truth;
  for (const auto& s : v.steps) {
    const double a = s.placement.axis_deg * std::numbers::pi / 180;
    truth.push_back({s.placement.side,
                     true,
                     s.placement.to_plate({0, 20}),
                     {std::sin(a), std::cos(a)},
                     s.start_s,
                     s.end_s,
                     0});
  }
  const GaitResult t = measure_gait(truth, {});
  ASSERT_GE(r.of(Quantity::stride_length).both().size(), 1U);
  const auto mean = [](const GaitResult& g, Quantity q) {
    return *statistics::mean(g.of(q).both());
  };
  EXPECT_NEAR(mean(r, Quantity::step_length), mean(t, Quantity::step_length), 10);
  EXPECT_NEAR(mean(r, Quantity::stride_length), mean(t, Quantity::stride_length), 10);
  EXPECT_NEAR(mean(r, Quantity::step_width), mean(t, Quantity::step_width), 10);
  EXPECT_NEAR(mean(r, Quantity::step_time), mean(t, Quantity::step_time), 0.02);
  EXPECT_NEAR(*r.cadence_per_min, person.cadence_per_min, 0.05 * person.cadence_per_min);
  EXPECT_NEAR(mean(r, Quantity::foot_progression), mean(t, Quantity::foot_progression), 5);
  const Cyclogram c = make_cyclogram(result, footfalls, {});
  EXPECT_FALSE(c.points.empty());
}

/// y' range of a true step's centre of active pressure between two times.
double true_line_mm(const virtual_mat::StepTruth& step, double from_s, double to_s) {
  double low = 1e9;
  double high = -1e9;
  for (const virtual_mat::FrameTruth& frame : step.frames) {
    if (!frame.active_cop || frame.active_force_n < 20) continue;
    if (frame.time_s < from_s - 1e-9 || frame.time_s > to_s + 1e-9) continue;
    const double y = step.placement.to_foot(*frame.active_cop).y;
    low = std::min(low, y);
    high = std::max(high, y);
  }
  return high - low;
}

TEST_P(GaitVirtual, GaitLinesAreTheTrueOnesOfEachFootfall) {
  virtual_mat::Person person;
  person.heading_deg = GetParam();
  const auto v = testing::record_virtual(person, {400, 80, 5, 5}, 100, 6);
  const AnalysisResult result = analyze(v.recording, {});
  const auto footfalls = footfalls_of(result);
  const std::vector<GaitLine> lines = measure_gait_lines(result, footfalls, {});
  ASSERT_EQ(lines.size(), footfalls.size());
  int in_single_support = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].length_mm.has_value(), footfalls[i].valid);
    if (!lines[i].single_support_mm) continue;
    ++in_single_support;
    EXPECT_LT(*lines[i].single_support_mm, *lines[i].length_mm);
    // The true step of this footfall, between two others.
    std::size_t k = 0;
    while (k < v.steps.size() && std::abs(v.steps[k].start_s - footfalls[i].on_s) > 0.05) ++k;
    ASSERT_TRUE(k > 0 && k + 1 < v.steps.size());
    const auto contact_s = [&](std::size_t step, std::optional<std::size_t> frame) {
      return v.steps[step].frames.at(frame.value()).time_s;
    };
    constexpr double two_cells_mm = 10;
    EXPECT_NEAR(*lines[i].length_mm, true_line_mm(v.steps[k], 0, 1e9), two_cells_mm);
    EXPECT_NEAR(*lines[i].single_support_mm,
                true_line_mm(v.steps[k], contact_s(k - 1, v.steps[k - 1].instants.lfc),
                             contact_s(k + 1, v.steps[k + 1].instants.ffc)),
                two_cells_mm);
  }
  EXPECT_GE(in_single_support, 2);
  // Without the footfall before it, nobody knows when the other foot left.
  const std::vector<GaitLine> last =
      measure_gait_lines(result, std::span(footfalls).last(1), GaitSettings{});
  ASSERT_EQ(last.size(), 1U);
  EXPECT_FALSE(last[0].single_support_mm);
}

INSTANTIATE_TEST_SUITE_P(Headings, GaitVirtual, ::testing::Values(0.0, 180.0));

}  // namespace
}  // namespace solea::gait
