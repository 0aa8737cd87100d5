#include "analysis/cop_path.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "analysis/cpei.h"
#include "analysis/loading_rate.h"
#include "analysis/low_pass.h"
#include "analysis/mediolateral.h"

namespace solea {
namespace {

TEST(LowPass, DesignFrequencyOfEachPass) {
  EXPECT_NEAR(two_pass_cutoff_hz(10, 100), 12.2492, 1e-4 * 12.2492);  // metrics.md 5.1
}

std::vector<double> sine(double hz, double rate_hz, std::size_t n) {
  std::vector<double> s;
  for (std::size_t i = 0; i < n; ++i) {
    s.push_back(std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / rate_hz));
  }
  return s;
}

/// Amplitude and phase shift in the middle of a long sine after filtering.
std::pair<double, double> response(double hz, double rate_hz, double cutoff_hz) {
  const auto in = sine(hz, rate_hz, 2000);
  const auto out = low_pass_zero_lag(in, rate_hz, cutoff_hz);
  double c = 0;
  double s = 0;
  const int from = 500;
  const int to = 1500;  // whole periods of the frequencies used here
  for (int i = from; i < to; ++i) {
    const double w = 2 * std::numbers::pi * hz * i / rate_hz;
    s += out[static_cast<std::size_t>(i)] * std::sin(w);
    c += out[static_cast<std::size_t>(i)] * std::cos(w);
  }
  const double n = 0.5 * (to - from);
  return {std::hypot(s, c) / n, std::atan2(c, s)};
}

TEST(LowPass, GainIsOneOverRootTwoAtTheCutoffAndThereIsNoLag) {
  for (const auto& [cutoff, rate] : {std::pair{20.0, 100.0}, {20.0, 50.0}, {10.0, 100.0}}) {
    const auto [gain, lag] = response(cutoff, rate, cutoff);
    EXPECT_NEAR(gain, 1 / std::numbers::sqrt2, 1e-6) << cutoff << " " << rate;
    EXPECT_NEAR(lag, 0, 1e-6);
  }
  EXPECT_NEAR(response(1, 100, 20).first, 1, 1e-5);
  EXPECT_LT(response(45, 100, 20).first, 1e-3);
}

TEST(LowPass, KeepsConstantsLinesAndShortSignals) {
  const std::vector<double> constant(12, 3.5);
  for (const double v : low_pass_zero_lag(constant, 100, 20)) EXPECT_NEAR(v, 3.5, 1e-12);
  std::vector<double> line;
  for (int i = 0; i < 40; ++i) line.push_back(2.0 * i);
  const auto out = low_pass_zero_lag(line, 100, 20);
  for (std::size_t i = 0; i < line.size(); ++i) EXPECT_NEAR(out[i], line[i], 0.05);
  EXPECT_EQ(low_pass_zero_lag(std::vector<double>{7}, 100, 20), (std::vector<double>{7}));
  EXPECT_EQ(low_pass_zero_lag(std::vector<double>{7, 8}, 100, 20).size(), 2U);
  EXPECT_TRUE(low_pass_zero_lag({}, 100, 20).empty());
}

StepCurves straight_walk(double rate_hz, std::size_t n) {
  StepCurves curves;
  for (std::size_t k = 0; k < n; ++k) {
    curves.times_s.push_back(static_cast<double>(k) / rate_hz);
    curves.force_n.push_back(500);
    curves.cop.emplace_back(PointMm{0, 2.0 * static_cast<double>(k)});
  }
  curves.has_contact = true;
  curves.last_contact = n - 1;
  return curves;
}

TEST(CopPath, FilterIsOffBelowTwoAndAHalfTimesTheCutoff) {
  EXPECT_EQ(make_cop_path(straight_walk(49, 30), 20).cutoff_hz, 0);
  EXPECT_EQ(make_cop_path(straight_walk(50, 30), 20).cutoff_hz, 20);
  EXPECT_EQ(make_cop_path(straight_walk(100, 30), 0).cutoff_hz, 0);
}

TEST(CopPath, FramesBelowTheContactForceAreDroppedNotHeld) {
  StepCurves curves = straight_walk(100, 30);
  curves.cop[10].reset();
  curves.cop[11].reset();
  const CopPath path = make_cop_path(curves, 20);
  ASSERT_EQ(path.points.size(), 28U);
  EXPECT_EQ(path.points[10].frame, 12U);
  EXPECT_NEAR(path_length_mm(path.points), 58, 0.5);
  EXPECT_EQ(points_between(path, 8, 13).size(), 4U);
  EXPECT_NEAR(*max_speed_mm_s(make_cop_path(curves, 0).points), 200, 1e-9);
}

// metrics.md 4.2, worked example: lateral +, y along the medial border.
TEST(Cpei, WorkedExample) {
  const std::vector<PointMm> cop = {{40, 15}, {48, 160}, {30, 225}};
  const double excursion = *excursion_mm(cop, cop.front(), cop.back(), 2 * 240 / 3.0);
  EXPECT_NEAR(excursion, 14.9048, 1e-4 * 14.9048);
  EXPECT_NEAR((CopExcursion{excursion, 90}.index_pct()), 16.561, 1e-4 * 16.561);
}

/// A print of 90 by 240 mm whose medial border lies at x = 0.
FootGeometry plain_foot() {
  Footprint print;
  print.plate = {24, 9, 10, 10};
  print.box = {0, 0, 24, 9};
  print.peak_kpa.assign(24 * 9, 100.0F);
  const FootFrame frame{{0, 0}, {0, 1}, Side::right};
  return {.frame = frame,
          .print = PrintCells(print, frame, 10),
          .toe_line = {},
          .borders = make_borders({{0, 48}, {0, 168}}, {{90, 48}, {90, 168}}),
          .hallux_line = {},
          .heel_line = {},
          .forefoot_line = {},
          .isthmus = {}};
}

// Three constructions on one foot (metrics.md 4.2); at y = 160 the path is at x = 48.
TEST(Cpei, EachConstructionHasItsOwnLine) {
  const std::vector<PointMm> path = {{40, 15},  {35, 70},  {48, 160},
                                     {44, 190}, {42, 200}, {50, 230}};
  const FootGeometry foot = plain_foot();
  // From the first to the last point.
  const double first_to_last = 40 + 10 * (160 - 15) / 215.0;
  EXPECT_NEAR(cpei_song(path, foot)->index_pct(), 100 * (48 - first_to_last) / 90, 1e-9);
  // From the most medial point below y = 80 to the most medial one above y = 180.
  const double medial = 35 + 7 * (160 - 70) / 130.0;
  EXPECT_NEAR(cpei_pabrd(path, foot)->index_pct(), 100 * (48 - medial) / 90, 1e-9);
  const std::vector<PointMm> short_path = {{40, 15}, {35, 70}, {48, 165}, {44, 175}};
  EXPECT_FALSE(cpei_pabrd(short_path, foot)) << "nothing in the distal quarter";
}

TEST(Cpei, TheFirstCrossingCountsAndNoneIsUndefined) {
  const std::vector<PointMm> back_and_forth = {{0, 0}, {10, 100}, {20, 80}, {30, 200}};
  EXPECT_NEAR(*excursion_mm(back_and_forth, {0, 0}, {0, 200}, 90), 9, 1e-9);
  EXPECT_FALSE(excursion_mm(back_and_forth, {0, 0}, {0, 200}, 250));
}

TEST(Cpei, FramesOfLittleForceAreTrimmed) {
  CopPath path;
  for (const double force : {10.0, 19.9, 20.0, 600.0, 30.0, 29.0}) {
    path.points.push_back({path.points.size(), 0, force, {}});
  }
  const auto kept = trimmed_path(path, AnalysisSettings{});
  ASSERT_EQ(kept.size(), 2U) << "5 % of 600 N is 30 N";
  path.points[3].force_n = 300;
  EXPECT_EQ(trimmed_path(path, AnalysisSettings{}).size(), 4U) << "20 N";
}

// metrics.md 4.8, worked example: HM 30, HL 26, M1 20, M2 34, M3 30, M4 20, M5 10.
TEST(MedialLateral, WorkedExample) {
  const ZoneLoads loads = {30, 26, 99, 20, 34, 30, 20, 10, 50, 77};
  EXPECT_NEAR(*ml_ratio_pct(MlIndex::willems, loads), 16.4706, 1e-3);
  EXPECT_NEAR(ml_difference(MlIndex::foot_balance, loads), -2, 1e-9);
  EXPECT_NEAR(*ml_ratio_pct(MlIndex::foot_balance, loads), -1.17647, 1e-4);
  EXPECT_NEAR(*ml_ratio_pct(MlIndex::willems_hallux, loads), 100 * 28 / 220.0, 1e-9);
  EXPECT_NEAR(*ml_ratio_pct(MlIndex::forefoot_balance, loads), 100 * (54 - 60) / 114.0, 1e-9);
  EXPECT_NEAR(ml_difference(MlIndex::medial_forefoot, loads), 14, 1e-9);
  EXPECT_NEAR(*ml_ratio_pct(MlIndex::medial_forefoot, loads), 100 * 14 / 54.0, 1e-9);
  EXPECT_NEAR(*ml_ratio_pct(MlIndex::meta_loading, loads), 100 * (64 - 50) / 114.0, 1e-9);
  EXPECT_FALSE(ml_ratio_pct(MlIndex::willems, ZoneLoads{}));
}

/// Zones whose force is constant from frame to frame, and phases at frames 0, 2, 4, 7, 9.
TEST(MedialLateral, InstantsAndPhases) {
  StepCurves foot = straight_walk(100, 10);
  std::vector<ZoneCurves> zones(foot_zone_count);
  for (ZoneCurves& zone : zones) zone.force_n.assign(10, 0);
  const auto mth1 = static_cast<std::size_t>(FootZone::mth1);
  const auto mth5 = static_cast<std::size_t>(FootZone::mth5);
  for (std::size_t k = 0; k < 10; ++k) {
    zones[mth1].force_n[k] = static_cast<double>(k);
    zones[mth5].force_n[k] = static_cast<double>(9 - k);
  }
  StancePhases phases;
  phases.frames = {0, 2, 4, 7, 9};
  const auto at = [&](MlTime time) {
    return *ml_ratio_pct(MlIndex::willems, time, foot, zones, phases);
  };
  const auto r = [](double k) { return 100 * (2 * k - 9) / 9; };
  EXPECT_NEAR(at(MlTime::ffc), r(0), 1e-9);
  EXPECT_NEAR(at(MlTime::fmc), r(2), 1e-9);
  EXPECT_NEAR(at(MlTime::fff), r(4), 1e-9);
  EXPECT_NEAR(at(MlTime::ho), r(7), 1e-9);
  EXPECT_NEAR(at(MlTime::lfc), r(9), 1e-9);
  EXPECT_NEAR(at(MlTime::icp), r(0.5), 1e-9);
  EXPECT_NEAR(at(MlTime::ffcp), r(2.5), 1e-9);
  EXPECT_NEAR(at(MlTime::ffp), r(5), 1e-9);
  EXPECT_NEAR(at(MlTime::ffpop), r(8), 1e-9);
  EXPECT_NEAR(at(MlTime::stance), r(4.5), 1e-9);
  phases.frames.ho.reset();
  EXPECT_FALSE(ml_ratio_pct(MlIndex::willems, MlTime::ffp, foot, zones, phases));
  EXPECT_FALSE(ml_ratio_pct(MlIndex::willems, MlTime::ho, foot, zones, phases));
  phases.frames.fmc = 0;
  EXPECT_FALSE(ml_ratio_pct(MlIndex::willems, MlTime::icp, foot, zones, phases)) << "no frames";
}

TEST(LoadingRate, FirstPeakEndsWithAFall) {
  const std::vector<double> two_humps = {0, 300, 700, 690, 500, 600, 800, 100};
  EXPECT_EQ(*first_peak(two_humps, 0.05), 2U) << "not the second, larger one";
  const std::vector<double> rising = {0, 300, 280, 700, 800};
  EXPECT_EQ(*first_peak(rising, 0.05), 4U) << "a dip of 20 N is less than 5 % of 800 N";
  EXPECT_FALSE(first_peak(std::vector<double>{0, 0}, 0.05));
}

TEST(LoadingRate, Slopes) {
  const std::vector<double> t = {0, 0.1, 0.2, 0.3};
  const std::vector<double> f = {0, 40, 100, 50};
  EXPECT_NEAR(*forward_rate({t, f}), 600, 1e-9);
  EXPECT_NEAR(*central_rate({t, f}), 500, 1e-9);
  // 20 N after 0.05 s, 80 N after 0.1 + 0.1 * 40 / 60 s.
  EXPECT_NEAR(*rate_to_80_percent({t, f}, 0.05), 80 / (0.1 + 0.2 / 3), 1e-9);
  EXPECT_NEAR(*rate_20_to_80_percent({t, f}, 0.05), 60 / (0.05 + 0.2 / 3), 1e-9);
  EXPECT_FALSE(forward_rate({}));
  EXPECT_FALSE(rate_to_80_percent({}, 0.05));
}

}  // namespace
}  // namespace solea
