#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "analysis/analyze.h"
#include "analysis/averages.h"
#include "analysis/metric.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

// What is known of a recording's times decides which measures are defined.
namespace solea {
namespace {

using testing::record_virtual;

constexpr PlateGeometry plate{80, 80, 5, 5};

Recording walk() {
  virtual_mat::Person person;
  person.side = Side::right;
  person.script = virtual_mat::Script::rollover;
  return record_virtual(person, plate, 100, 1.4).recording;
}

/// The largest pressure of each cell as the only frame, as vendors write it.
Recording maximum_picture(const Recording& recording) {
  std::vector<float> most(recording.plate().cells());
  for (const LoadedCell& cell : recording.all_cells()) {
    most[cell.index] = std::max(most[cell.index], cell.kpa);
  }
  Recording picture(recording.plate());
  picture.append(0, std::span<const float>(most));
  picture.set_times_unknown();
  return picture;
}

AnalysisSettings one_foot() {
  AnalysisSettings settings;
  settings.one_foot = true;
  return settings;
}

constexpr std::array needs_an_instant = {"max_force_n",
                                         "heel_max_force_n",
                                         "contact_area_max_cm2",
                                         "mean_pressure_peak_kpa",
                                         "cop_path_mm",
                                         "cop_path_unfiltered_mm",
                                         "cop_range_ap_mm",
                                         "cpei_pct",
                                         "strike_index_pct",
                                         "ml_ratio_willems_pct",
                                         "rear_load_pct",
                                         "gait_line_length_pct",
                                         "peak_pressure_gradient_kpa_mm"};
constexpr std::array needs_time = {"stance_s",
                                   "pti_peak_curve_kpas",
                                   "pti_mean_kpas",
                                   "pti_cell_max_kpas",
                                   "fti_ns",
                                   "heel_fti_ns",
                                   "icp_pct",
                                   "ffpop_pct",
                                   "loading_rate_max_ns",
                                   "loading_rate_80_ns",
                                   "heel_contact_end_pct",
                                   "cop_mean_velocity_mm_s",
                                   "cop_max_velocity_mm_s",
                                   "peak_pressure_time_s",
                                   "heel_relative_impulse_pct",
                                   "max_force_time_s"};
constexpr std::array needs_a_picture = {
    "peak_pressure_kpa",     "heel_peak_pressure_kpa", "contact_area_mpp_cm2",
    "mean_pressure_mpp_kpa", "foot_length_mm",         "arch_index",
    "chippaux_smirak_pct",   "clarke_angle_deg",       "foot_width_mm"};

template <class Ids>
void expect_undefined(const StepResult& step, const Ids& ids) {
  for (const char* id : ids) EXPECT_FALSE(step.metric(id)) << id << ": " << *step.metric(id);
}

TEST(MaximumPicture, HasTheFootButNoForceNoTimeAndNoCentreOfPressure) {
  const Recording recording = walk();
  const AnalysisResult of_frames = analyze(recording, one_foot());
  const AnalysisResult result = analyze(maximum_picture(recording), one_foot());
  ASSERT_EQ(result.steps.size(), 1U);
  const StepResult& step = result.steps[0];
  EXPECT_EQ(step.detail, Detail::picture);
  for (const char* id : needs_a_picture) {
    EXPECT_NEAR(step.metric(id).value(), of_frames.steps.at(0).metric(id).value(), 1e-4) << id;
  }
  expect_undefined(step, needs_an_instant);
  expect_undefined(step, needs_time);
  EXPECT_FALSE(step.phases.lfc_s);
  EXPECT_FALSE(step.strike);
  EXPECT_TRUE(std::none_of(step.curves.cop.begin(), step.curves.cop.end(),
                           [](const auto& cop) { return cop.has_value(); }));
  EXPECT_FALSE(result.whole.max_force_n);
  EXPECT_FALSE(result.whole.contact_area_max_cm2);
  EXPECT_TRUE(result.whole.contact_area_mpp_cm2);
  EXPECT_EQ(std::count_if(
                result.warnings.begin(), result.warnings.end(),
                [](const std::string& w) { return w.starts_with("one picture without a time"); }),
            1);
  EXPECT_TRUE(make_averages(result).right.force_n.mean.empty());
}

TEST(MaximumPicture, FramesWithoutTimesHaveForcesAndPlacesButNoTimes) {
  const Recording recording = walk();
  Recording untimed(recording.plate());
  for (std::size_t k = 0; k < recording.size(); ++k) {
    untimed.append(static_cast<double>(k), recording.cells(k));
  }
  untimed.set_times_unknown();
  const AnalysisResult timed = analyze(recording, one_foot());
  const AnalysisResult result = analyze(untimed, one_foot());
  ASSERT_EQ(result.steps.size(), 1U);
  const StepResult& step = result.steps[0];
  EXPECT_EQ(step.detail, Detail::frames);
  expect_undefined(step, needs_time);
  EXPECT_FALSE(step.metric("cop_path_mm")) << "the filter needs the rate";
  for (const char* id : {"max_force_n", "cop_path_unfiltered_mm", "strike_index_pct",
                         "contact_area_max_cm2", "arch_index"}) {
    const double v = timed.steps.at(0).metric(id).value();
    EXPECT_NEAR(step.metric(id).value(), v, 1e-9 * v) << id;
  }
  EXPECT_TRUE(result.whole.max_force_n);
}

TEST(MaximumPicture, OneFrameOfARateHasAForceButNoDuration) {
  const Recording recording = walk();
  Recording one(recording.plate());
  one.append(0, recording.cells(recording.size() / 2));
  EXPECT_EQ(one.detail(), Detail::frames);
  EXPECT_EQ(maximum_picture(recording).detail(), Detail::picture);
  EXPECT_EQ(recording.detail(), Detail::times);
}

TEST(MaximumPicture, EveryMeasureSaysWhyItIsUndefined) {
  EXPECT_EQ(why_undefined(Detail::picture, Detail::picture), "");
  EXPECT_EQ(why_undefined(Detail::frames, Detail::picture), "one picture without a time");
  EXPECT_EQ(why_undefined(Detail::times, Detail::frames), "no times of the frames");
}

TEST(MaximumPictureReal, ZebrisPicturesTellLengthAndArchAndNothingOfTime) {
  for (const char* name : {"MDwalk2.apd", "MDwalk2_1.apd", "MDwalk2_2.apd"}) {
    const auto file = testing::real_data(std::string("zebris_apd_steps/") + name);
    if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
    const auto source = open_recording(*file);
    const Recording recording = read_all(*source);
    EXPECT_EQ(recording.detail(), Detail::picture) << name;
    AnalysisSettings settings;
    settings.one_foot = source->info().one_foot;
    const AnalysisResult result = analyze(recording, settings);
    ASSERT_EQ(result.steps.size(), 1U) << name;
    const StepResult& step = result.steps[0];
    EXPECT_NEAR(step.metric("foot_length_mm").value(), 260, 20) << name;
    EXPECT_TRUE(step.metric("arch_index")) << name;
    expect_undefined(step, needs_an_instant);
    expect_undefined(step, needs_time);
  }
}

}  // namespace
}  // namespace solea
