#include "analysis/metric.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <string>

#include "analysis/footprint_builder.h"
#include "analysis/metrics/builtin.h"
#include "analysis/pressure_gradient.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

/// FX-A with the settings of metrics.md 0.3: contact force 0 N, no filter; heel = rows 0 and 1 by
/// definition, split through the middle of column 1; here the front rows are the forefoot.
class Fxa : public ::testing::Test {
 protected:
  explicit Fxa(float factor = 1)
      : movie(testing::fxa_movie(factor)),
        curves(make_curves(movie, 0)),
        footprint(make_footprint(movie, curves)) {
    settings.contact_force_n = 0;
    settings.cop_lowpass_hz = 0;
    for (std::size_t z = 0; z < foot_zone_count; ++z) {
      zones.push_back({static_cast<FootZone>(z), {}});
    }
    for (std::size_t row = 0; row < 2; ++row) {
      zones[0].cells.insert(zones[0].cells.end(), {{row * 3, 1}, {row * 3 + 1, 0.5}});
      zones[1].cells.insert(zones[1].cells.end(), {{row * 3 + 1, 0.5}, {row * 3 + 2, 1}});
    }
    const auto mth1 = static_cast<std::size_t>(FootZone::mth1);
    for (std::size_t i = 6; i < 12; ++i) zones[mth1].cells.push_back({i, 1});
    for (const Zone& zone : zones) {
      zone_curves.push_back(make_zone_curves(movie, curves, zone.cells));
    }
    parts = make_parts(movie, curves, nullptr, zones, zone_curves, settings);
  }
  [[nodiscard]] std::optional<double> value(std::string_view id) const {
    const StepContext context{movie, curves,      footprint, nullptr,
                              zones, zone_curves, parts,     settings};
    const Metric* metric = find_metric(id);
    if (metric == nullptr) ADD_FAILURE() << "no measure " << id;
    return metric == nullptr ? std::nullopt : metric->compute(context);
  }
  void expect(std::string_view id, double expected) const {
    const auto v = value(id);
    ASSERT_TRUE(v) << id;
    EXPECT_NEAR(*v, expected, 1e-4 * std::abs(expected) + 1e-9) << id;
  }

  StepMovie movie;
  StepCurves curves;
  Footprint footprint;
  AnalysisSettings settings;
  std::vector<Zone> zones;
  std::vector<ZoneCurves> zone_curves;
  StepParts parts;
};

// Every expected number: metrics.md sections 1 and 2, column "FX-A", unless worked out beside it.
TEST_F(Fxa, Load) {
  expect("peak_pressure_kpa", 120);
  expect("peak_pressure_time_s", 0.06);
  expect("peak_pressure_time_pct", 100);
  expect("max_force_n", 44);
  expect("max_force_time_s", 0.04);
  expect("contact_area_max_cm2", 12);
  expect("contact_area_mpp_cm2", 12);
  expect("mean_pressure_active_max_kpa", 65);
  expect("mean_pressure_mpp_kpa", 66.6667);
  expect("mean_pressure_peak_kpa", 36.6667);
  expect("fti_ns", 2.22);
  expect("fti_rectangle_ns", 2.74);
  expect("pti_peak_curve_kpas", 5.2);
  expect("pti_peak_curve_rectangle_kpas", 6.8);
  expect("pti_mean_kpas", 1.85);
  expect("pti_mean_rectangle_kpas", 2.28333);
  expect("pti_cell_max_kpas", 3.2);
  expect("pti_cell_max_rectangle_kpas", 3.6);
  expect("stance_s", 0.06);
  expect("peak_pressure_2x2_kpa", (40 + 60 + 90 + 120) / 4.0);
  expect("peak_pressure_3x3_kpa", (60 + 100 + 40 + 50 + 80 + 30 + 20 + 20 + 10) / 9.0);
}

TEST_F(Fxa, CurvesOfTheWholeFoot) {
  const std::vector<double> force = {13, 41, 44, 39};
  const std::vector<double> area = {600, 900, 1200, 600};
  const std::vector<double> peak = {40, 100, 80, 120};
  const std::vector<PointMm> cop = {
      {15, 8.8462}, {13.7805, 11.3415}, {13.8636, 22.0455}, {13.7179, 31.6667}};
  const std::vector<double> mean = {21.6667, 45.5556, 36.6667, 65};
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_NEAR(curves.force_n[k], force[k], 1e-4 * force[k]);
    EXPECT_NEAR(curves.area_mm2[k], area[k], 1e-9);
    EXPECT_NEAR(curves.peak_kpa[k], peak[k], 1e-9);
    EXPECT_NEAR(curves.cop[k]->x, cop[k].x, 1e-4 * cop[k].x);
    EXPECT_NEAR(curves.cop[k]->y, cop[k].y, 1e-4 * cop[k].y);
    EXPECT_NEAR(1000 * curves.force_n[k] / curves.area_mm2[k], mean[k], 1e-4 * mean[k]);
  }
}

TEST_F(Fxa, PaddingWithZeroFrames) {
  // Half of the first and of the last frame more: (13 + 39) / 2 * 0.02 N s and so on.
  const StepCurves padded = make_curves(movie, 0, true);
  EXPECT_NEAR(integrate_contact(padded, padded.force_n), 2.74, 1e-9);
  EXPECT_NEAR(integrate_contact(padded, padded.peak_kpa), 6.8, 1e-9);
  EXPECT_NEAR(make_footprint(movie, padded).pti_kpas[1], 3.6, 1e-6);
}

TEST_F(Fxa, MaximumPressurePicture) {
  const std::vector<float> expected = {60, 100, 40, 50, 80, 30, 60, 80, 40, 90, 120, 50};
  EXPECT_EQ(footprint.peak_kpa, expected);
}

TEST_F(Fxa, Heel) {
  EXPECT_EQ(parts.heel->curves.force_n, (std::vector<double>{13, 36, 16, 0}));
  expect("heel_peak_pressure_kpa", 100);
  expect("heel_medial_peak_pressure_kpa", 100);
  expect("heel_lateral_peak_pressure_kpa", 100);
  expect("heel_contact_area_cm2", 6);
  expect("heel_pti_peak_curve_kpas", 3.2);
  expect("heel_pti_peak_curve_rectangle_kpas", 3.6);
  expect("heel_pti_mean_kpas", 10 * 1.17 / 6);
  expect("heel_pti_mean_rectangle_kpas", 10 * 1.30 / 6);
  expect("heel_pti_cell_max_rectangle_kpas", 3.6);
  expect("heel_pti_cell_max_kpas", 3.2);
  expect("heel_max_force_n", 36);
  expect("heel_fti_ns", 1.17);
  expect("heel_fti_rectangle_ns", 1.30);
  expect("heel_relative_impulse_pct", 52.7027);
  expect("heel_relative_impulse_rectangle_pct", 47.4453);
  expect("heel_time_to_peak_pct", 33.3333);
  expect("heel_contact_start_pct", 0);
  expect("heel_contact_end_pct", 66.6667);
  expect("heel_contact_time_s", 0.04);
  expect("heel_rise_index_pct", 33.3333);
  expect("heel_medial_lateral_pct", 10.2564);
  expect("heel_medial_lateral_rectangle_pct", 9.23077);
  expect("heel_medial_lateral_peak_pct", 0);
  // Force of rows 2 and 3: 0, 5, 28, 39 N.
  expect("heel_forefoot_impulse_ratio", 1.17 / 1.05);
  expect("forefoot_heel_impulse_ratio", 1.05 / 1.17);
  expect("forefoot_heel_peak_ratio", 1.2);
}

TEST_F(Fxa, HeelHalvesShareTheCellsTheLineCuts) {
  // Sums of pressure times area, kPa cm2: 65, 200, 90, 0 and 65, 160, 70, 0.
  EXPECT_EQ(zone_curves[0].force_n, (std::vector<double>{6.5, 20, 9, 0}));
  EXPECT_EQ(zone_curves[1].force_n, (std::vector<double>{6.5, 16, 7, 0}));
  EXPECT_EQ(zone_curves[0].peak_kpa[1], 100) << "a cell cut in half counts in both";
  EXPECT_EQ(zone_curves[1].peak_kpa[1], 100);
}

TEST_F(Fxa, CentreOfPressure) {
  expect("cop_path_mm", 23.1040);
  expect("cop_path_unfiltered_mm", 23.1040);
  expect("cop_mean_velocity_mm_s", 385.07);
}

TEST_F(Fxa, LoadingRates) {
  expect("heel_loading_rate_max_ns", 1150);
  expect("heel_loading_rate_central_ns", 75);
  // 80 % of 36 N is 28.8 N, reached after 0.013739 s.
  expect("heel_loading_rate_80_ns", 28.8 / (0.02 * 15.8 / 23));
  EXPECT_NEAR(*value("heel_loading_rate_80_ns"), 2096, 0.5);
  EXPECT_FALSE(value("heel_loading_rate_20_80_ns")) << "the first frame is above 20 %";
  expect("pressure_loading_rate_max_kpa_s", 3000);
  expect("heel_pressure_loading_rate_max_kpa_s", 3000);
  expect("loading_rate_max_ns", (41.0 - 13.0) / 0.02);
  EXPECT_FALSE(value("heel_loading_rate_max_bw_s")) << "no body mass";
  settings.mass_kg = 5;
  expect("heel_loading_rate_max_bw_s", 1150 / (5 * 9.80665));
  expect("heel_loading_rate_80_bw_s", *value("heel_loading_rate_80_ns") / (5 * 9.80665));
}

TEST_F(Fxa, Gradients) {
  const PressureGrid mpp{footprint.plate, footprint.box, footprint.peak_kpa};
  EXPECT_EQ(gradient_kpa_mm(mpp, 1, 1), (PointMm{-1, -1}));
  EXPECT_EQ(gradient_kpa_mm(mpp, 2, 1), (PointMm{-1, 2}));
  expect("peak_pressure_gradient_kpa_mm", 7.0);
  expect("forefoot_peak_pressure_gradient_kpa_mm", 7.0);
  // Heel: 100 kPa in row 0 at 0.02 s; neighbours 60, 40, 80 at 10 mm, 50, 30 at 14.142 mm.
  expect("heel_peak_pressure_gradient_kpa_mm", 6.0);
  // Largest of the picture at (3, 2): one-sided both ways, (50 - 120) / 10 and (50 - 40) / 10.
  expect("max_gradient_kpa_mm", std::hypot(7, 1));
  // At the peak's cell (3, 1): (-0.5, -3) at 0.04 s and (-2, 6) at 0.06 s.
  const double a = std::atan2(-3, -0.5);
  const double b = std::atan2(6, -2);
  const double apart = 360 - 180 / std::numbers::pi * std::abs(a - b);
  expect("pressure_gradient_angle_range_deg", apart);
  const double r = std::hypot(std::cos(a) + std::cos(b), std::sin(a) + std::sin(b)) / 2;
  expect("pressure_gradient_angle_sd_deg", 180 / std::numbers::pi * std::sqrt(-2 * std::log(r)));
}

TEST_F(Fxa, WhatIsMissingIsUndefined) {
  EXPECT_FALSE(value("max_force_bw")) << "no body mass";
  EXPECT_FALSE(value("arch_index")) << "no foot geometry";
  EXPECT_FALSE(value("strike_index_pct"));
  settings.mass_kg = 5;
  expect("max_force_bw", 44 / (5 * 9.80665));
}

class FxaDoubled : public Fxa {
 protected:
  FxaDoubled() : Fxa(2) {}
};

TEST_F(FxaDoubled, LoadsDoubleAndPlacesStay) {
  for (const auto& [id, expected] : std::map<std::string, double>{{"peak_pressure_kpa", 240},
                                                                  {"max_force_n", 88},
                                                                  {"fti_ns", 4.44},
                                                                  {"pti_peak_curve_kpas", 10.4},
                                                                  {"contact_area_max_cm2", 12},
                                                                  {"cop_path_mm", 23.1040},
                                                                  {"stance_s", 0.06}}) {
    expect(id, expected);
  }
}

TEST(Metrics, TableIsSound) {
  std::set<std::string_view> ids;
  for (const Metric* metric : builtin_metrics()) {
    EXPECT_TRUE(ids.insert(metric->id).second) << metric->id << " twice";
    EXPECT_EQ(find_metric(metric->id), metric);
    EXPECT_FALSE(metric->label.empty()) << metric->id;
    EXPECT_FALSE(metric->unit.empty()) << metric->id;
    EXPECT_FALSE(metric->definition.empty()) << metric->id;
    EXPECT_FALSE(metric->source.empty()) << metric->id;
    EXPECT_FALSE(metric->pitfalls.empty()) << metric->id;
    EXPECT_NE(metric->compute, nullptr) << metric->id;
  }
  EXPECT_EQ(find_metric("no_such_metric"), nullptr);
}

/// A step that never reaches the contact force: nothing may crash, positions are undefined.
TEST(Metrics, EmptyStep) {
  StepMovie movie = testing::fxa_movie();
  std::fill(movie.kpa.begin(), movie.kpa.end(), 0.0F);
  const StepCurves curves = make_curves(movie, 20);
  const Footprint footprint = make_footprint(movie, curves);
  const AnalysisSettings settings;
  const StepParts parts = make_parts(movie, curves, nullptr, {}, {}, settings);
  const StepContext context{movie, curves, footprint, nullptr, {}, {}, parts, settings};
  for (const Metric* metric : builtin_metrics()) {
    EXPECT_EQ(metric->compute(context).value_or(0), 0) << metric->id;
  }
  EXPECT_FALSE(find_metric("cop_path_mm")->compute(context));
  EXPECT_FALSE(find_metric("stance_s")->compute(context));
}

}  // namespace
}  // namespace solea
