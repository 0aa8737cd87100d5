#include "analysis/analyze.h"

#include <gtest/gtest.h>

#include "analysis/metric.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::make_recording;
using testing::record_virtual;
using virtual_mat::Person;

TEST(Analyze, FxaAsAWhole) {
  const AnalysisResult result = analyze(testing::fxa_recording(), AnalysisSettings{});
  EXPECT_NEAR(result.whole.peak_pressure_kpa, 120, 1e-4);
  EXPECT_NEAR(result.whole.max_force_n.value_or(-1), 44, 1e-3);
  EXPECT_NEAR(result.whole.contact_area_max_cm2.value_or(-1), 12, 1e-9);
  EXPECT_NEAR(result.whole.contact_area_mpp_cm2.value_or(-1), 12, 1e-9);
}

TEST(Analyze, AnEmptyRecordingSaysSo) {
  const AnalysisResult result = analyze(Recording({10, 10, 5, 5}), AnalysisSettings{});
  EXPECT_TRUE(result.steps.empty());
  EXPECT_FALSE(result.warnings.empty());
  EXPECT_EQ(result.whole.max_force_n, 0);
}

TEST(Analyze, ForceAndCentreMatchTheModel) {
  const auto v = record_virtual(Person{}, {64, 64, 5, 5}, 100, 6);
  const AnalysisResult result = analyze(v.recording, AnalysisSettings{});
  ASSERT_EQ(result.steps.size(), v.steps.size());
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const StepResult& step = result.steps[i];
    if (!step.step.valid()) continue;
    EXPECT_EQ(step.side, v.steps[i].placement.side);
    EXPECT_NEAR(*step.metric("max_force_n"), v.steps[i].max_force_n, 0.02 * v.steps[i].max_force_n);
    double square = 0;
    int n = 0;
    for (std::size_t k = 0; k < step.curves.cop.size(); ++k) {
      if (!step.curves.cop[k]) continue;
      const auto& truth = v.frames[step.step.frames.first + k];
      square += std::pow(step.curves.cop[k]->x - truth.cop->x, 2) +
                std::pow(step.curves.cop[k]->y - truth.cop->y, 2);
      ++n;
    }
    EXPECT_LT(std::sqrt(square / n), 0.5 * 5) << "half a pitch";
  }
}

/// Pressure and threshold times two: loads double, places and shapes stay (metrics.md 13).
TEST(Analyze, IsLinearInPressure) {
  const auto v = record_virtual(Person{}, {64, 64, 5, 5}, 100, 2);
  std::vector<std::vector<float>> doubled;
  for (std::size_t k = 0; k < v.recording.size(); ++k) {
    std::vector<float> frame(v.recording.plate().cells());
    for (const LoadedCell& cell : v.recording.cells(k)) frame[cell.index] = 2 * cell.kpa;
    doubled.push_back(std::move(frame));
  }
  AnalysisSettings twice;
  twice.contact_threshold_kpa *= 2;
  twice.contact_force_n *= 2;
  twice.cpei_trim_force_n *= 2;
  const AnalysisResult one = analyze(v.recording, AnalysisSettings{});
  const AnalysisResult two = analyze(make_recording(v.recording.plate(), 100, doubled), twice);
  ASSERT_EQ(one.steps.size(), two.steps.size());
  for (const Metric* metric : builtin_metrics()) {
    const auto a = one.steps[0].metric(metric->id);
    const auto b = two.steps[0].metric(metric->id);
    ASSERT_EQ(a.has_value(), b.has_value()) << metric->id;
    if (!a) continue;
    const bool load = metric->unit == "kPa" || metric->unit == "N" || metric->unit == "N s" ||
                      metric->unit == "kPa s" || metric->unit == "N/s" || metric->unit == "kPa/s" ||
                      metric->unit == "kPa/mm";
    EXPECT_NEAR(*b, load ? 2 * *a : *a, 1e-4 * std::abs(*b) + 1e-9) << metric->id;
  }
}

/// Unloaded cells around the plate change nothing but positions.
TEST(Analyze, DoesNotDependOnPadding) {
  const PlateGeometry plate{64, 64, 5, 5};
  const PlateGeometry wide{74, 80, 5, 5};
  const auto v = record_virtual(Person{}, plate, 100, 2);
  std::vector<std::vector<float>> frames;
  for (std::size_t k = 0; k < v.recording.size(); ++k) {
    std::vector<float> frame(wide.cells());
    for (const LoadedCell& cell : v.recording.cells(k)) {
      const int row = static_cast<int>(cell.index) / plate.cols + 5;
      const int col = static_cast<int>(cell.index) % plate.cols + 8;
      frame[static_cast<std::size_t>(row * wide.cols + col)] = cell.kpa;
    }
    frames.push_back(std::move(frame));
  }
  const AnalysisResult one = analyze(v.recording, AnalysisSettings{});
  const AnalysisResult two = analyze(make_recording(wide, 100, frames), AnalysisSettings{});
  ASSERT_EQ(one.steps.size(), two.steps.size());
  for (std::size_t i = 0; i < one.steps.size(); ++i) {
    EXPECT_EQ(one.steps[i].side, two.steps[i].side);
    for (const Metric* metric : builtin_metrics()) {
      const auto a = one.steps[i].metric(metric->id);
      const auto b = two.steps[i].metric(metric->id);
      ASSERT_EQ(a.has_value(), b.has_value()) << metric->id;
      if (!a) continue;
      EXPECT_NEAR(*a, *b, 1e-6 * std::abs(*a) + 1e-9) << metric->id;
    }
  }
}

TEST(Analyze, TheUserKnowsTheSide) {
  const auto v = record_virtual(Person{}, {64, 64, 5, 5}, 100, 2);
  AnalysisSettings settings;
  settings.side = Side::left;
  const AnalysisResult result = analyze(v.recording, settings);
  for (const StepResult& step : result.steps) EXPECT_EQ(step.side, Side::left);
}

// A real foot. Numbers: README of the real recordings, computed by an independent program.
TEST(AnalyzeReal, EmedStep) {
  const auto file = testing::real_data("emed_walk/emed_test.lst");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  const auto source = open_recording(*file);
  const AnalysisResult result = analyze(read_all(*source), AnalysisSettings{});
  EXPECT_NEAR(result.whole.peak_pressure_kpa, 370, 1e-3);
  EXPECT_NEAR(result.whole.max_force_n.value_or(-1), 818.625, 1e-2);
  EXPECT_NEAR(result.whole.contact_area_max_cm2.value_or(-1), 106.5, 1e-9);
  EXPECT_NEAR(result.whole.contact_area_mpp_cm2.value_or(-1), 126.5, 1e-9);
  ASSERT_EQ(result.steps.size(), 1U);
  const StepResult& step = result.steps[0];
  EXPECT_EQ(step.side, Side::right);
  EXPECT_TRUE(step.step.valid()) << step.step.invalid_reason;
  EXPECT_NEAR(*step.metric("max_force_n"), 818.625, 1e-2);
  EXPECT_NEAR(*step.metric("arch_index"), 0.229, 0.010) << "0.222 to 0.239 are reasonable";
  EXPECT_NEAR(*step.metric("strike_index_pct"), 8.8, 0.5);
  EXPECT_NEAR(*step.metric("foot_length_mm"), 272, 2);
  EXPECT_EQ(step.strike, StrikeClass::rearfoot);
  EXPECT_EQ(step.arch, ArchClass::normal);

  // Over all pictures, as that README has it: a contact force of 0 instead of 20 N.
  AnalysisSettings all;
  all.contact_force_n = 0;
  const auto again = open_recording(*file);
  const AnalysisResult every_picture = analyze(read_all(*again), all);
  EXPECT_NEAR(*every_picture.steps.at(0).metric("fti_ns"), 675.58, 0.01);
  EXPECT_NEAR(*every_picture.steps.at(0).metric("pti_peak_curve_kpas"), 290.55, 0.01);
}

}  // namespace
}  // namespace solea
