#include "analysis/metric.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "analysis/footprint_builder.h"
#include "analysis/metrics/builtin.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

/// FX-A with the settings of metrics.md 0.3: contact force 0 N, heel = rows 0 and 1 by definition.
class Fxa : public ::testing::Test {
 protected:
  explicit Fxa(float factor = 1)
      : movie(testing::fxa_movie(factor)),
        curves(make_curves(movie, 0)),
        footprint(make_footprint(movie, curves)) {
    settings.contact_force_n = 0;
    for (std::size_t i = 0; i < 6; ++i) heel_cells.push_back({i, 1});
    heel = make_zone_curves(movie, curves, heel_cells);
  }
  [[nodiscard]] std::optional<double> value(std::string_view id) const {
    const StepContext context{movie, curves, footprint, nullptr, {}, {}, &heel, settings};
    return find_metric(id)->compute(context);
  }
  void expect(std::string_view id, double expected) const {
    const auto v = value(id);
    ASSERT_TRUE(v) << id;
    EXPECT_NEAR(*v, expected, 1e-4 * std::abs(expected)) << id;
  }

  StepMovie movie;
  StepCurves curves;
  Footprint footprint;
  AnalysisSettings settings;
  std::vector<ZoneCell> heel_cells;
  ZoneCurves heel;
};

// Every expected number: metrics.md sections 1 and 2, column "FX-A".
TEST_F(Fxa, Load) {
  expect("peak_pressure_kpa", 120);
  expect("max_force_n", 44);
  expect("contact_area_max_cm2", 12);
  expect("contact_area_mpp_cm2", 12);
  expect("fti_ns", 2.22);
  expect("pti_peak_curve_kpas", 5.2);
  expect("pti_mean_kpas", 1.85);
  expect("pti_cell_max_kpas", 3.2);
  expect("stance_s", 0.06);
}

TEST_F(Fxa, MaximumPressurePicture) {
  const std::vector<float> expected = {60, 100, 40, 50, 80, 30, 60, 80, 40, 90, 120, 50};
  EXPECT_EQ(footprint.peak_kpa, expected);
}

TEST_F(Fxa, Heel) {
  EXPECT_EQ(heel.force_n, (std::vector<double>{13, 36, 16, 0}));
  expect("heel_peak_pressure_kpa", 100);
  expect("heel_pti_peak_curve_kpas", 3.2);
  expect("heel_max_force_n", 36);
  expect("heel_relative_impulse_pct", 52.7027);
  expect("heel_time_to_peak_pct", 33.3333);
  expect("heel_contact_end_pct", 66.6667);
}

TEST_F(Fxa, HeelHalvesShareTheCellsTheLineCuts) {
  // The heel split through the middle of column 1: sums of pressure times area, kPa cm2.
  std::vector<ZoneCell> medial;
  std::vector<ZoneCell> lateral;
  for (std::size_t row = 0; row < 2; ++row) {
    medial.insert(medial.end(), {{row * 3, 1}, {row * 3 + 1, 0.5}});
    lateral.insert(lateral.end(), {{row * 3 + 1, 0.5}, {row * 3 + 2, 1}});
  }
  const ZoneCurves m = make_zone_curves(movie, curves, medial);
  const ZoneCurves l = make_zone_curves(movie, curves, lateral);
  EXPECT_EQ(m.force_n, (std::vector<double>{6.5, 20, 9, 0}));
  EXPECT_EQ(l.force_n, (std::vector<double>{6.5, 16, 7, 0}));
  EXPECT_EQ(m.peak_kpa[1], 100) << "a cell cut in half counts in both";
  EXPECT_EQ(l.peak_kpa[1], 100);
}

TEST_F(Fxa, CentreOfPressure) {
  expect("cop_path_mm", 23.1040);
  expect("cop_mean_velocity_mm_s", 385.07);
}

TEST_F(Fxa, LoadingRateIsAForwardDifference) {
  expect("loading_rate_max_ns", (41.0 - 13.0) / 0.02);
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
  const StepContext context{movie, curves, footprint, nullptr, {}, {}, nullptr, settings};
  for (const Metric* metric : builtin_metrics()) {
    EXPECT_EQ(metric->compute(context).value_or(0), 0) << metric->id;
  }
  EXPECT_FALSE(find_metric("cop_path_mm")->compute(context));
  EXPECT_FALSE(find_metric("stance_s")->compute(context));
}

}  // namespace
}  // namespace solea
