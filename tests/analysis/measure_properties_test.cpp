#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/analyze.h"
#include "analysis/metric.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

// What each measure does when the recording changes in a known way (metrics.md 13).
namespace solea {
namespace {

using testing::make_recording;
using testing::record_virtual;
using virtual_mat::FootType;
using virtual_mat::Person;
using virtual_mat::Script;

constexpr PlateGeometry plate_5mm{80, 80, 5, 5};
constexpr double rate_hz = 100;

using Frames = std::vector<std::vector<float>>;

Frames dense(const Recording& recording) {
  Frames frames(recording.size(), std::vector<float>(recording.plate().cells()));
  for (std::size_t k = 0; k < recording.size(); ++k) recording.copy_dense(k, frames[k]);
  return frames;
}

Recording roll_over(Person person, const PlateGeometry& plate = plate_5mm, double hz = rate_hz) {
  person.script = Script::rollover;
  return record_virtual(person, plate, hz, 1.4).recording;
}

StepResult only_step(const Recording& recording, const AnalysisSettings& settings = {}) {
  AnalysisResult result = analyze(recording, settings);
  EXPECT_EQ(result.steps.size(), 1U);
  return result.steps.at(0);
}

/// Every measure of both, near by a tolerance that may depend on the measure; undefined together.
void expect_same(const StepResult& a, const StepResult& b,
                 const std::function<double(const Metric&, double)>& tolerance) {
  for (const Metric* metric : builtin_metrics()) {
    const auto x = a.metric(metric->id);
    const auto y = b.metric(metric->id);
    EXPECT_EQ(x.has_value(), y.has_value()) << metric->id;
    if (!x || !y) continue;
    EXPECT_NEAR(*x, *y, tolerance(*metric, *x)) << metric->id;
  }
}

/// Cells of a recording turned about the plate's middle onto a plate of 5 mm, each new cell the
/// mean of 5 by 5 places.
Recording turned(const Recording& recording, double deg) {
  const PlateGeometry& from = recording.plate();
  const int side =
      5 * static_cast<int>(std::ceil(std::hypot(from.width_mm(), from.length_mm()) / 25 + 1));
  const PlateGeometry to{side, side, 5, 5};
  constexpr int sub = 5;
  const double a = deg * std::numbers::pi / 180;
  // Which cell of the old plate each place of the new one lies on.
  std::vector<int> source;
  for (int row = 0; row < side; ++row) {
    for (int col = 0; col < side; ++col) {
      for (int i = 0; i < sub * sub; ++i) {
        const double x = 5 * (col + (i % sub + 0.5) / sub - 0.5 * side);
        const double y = 5 * (row + (i / sub + 0.5) / sub - 0.5 * side);
        const double u = x * std::cos(a) + y * std::sin(a) + 0.5 * from.width_mm();
        const double v = -x * std::sin(a) + y * std::cos(a) + 0.5 * from.length_mm();
        const int c = static_cast<int>(std::floor(u / from.pitch_x_mm));
        const int r = static_cast<int>(std::floor(v / from.pitch_y_mm));
        const bool inside = c >= 0 && r >= 0 && c < from.cols && r < from.rows;
        source.push_back(inside ? r * from.cols + c : -1);
      }
    }
  }
  Recording out(to);
  std::vector<float> old(from.cells());
  std::vector<float> now(to.cells());
  for (std::size_t k = 0; k < recording.size(); ++k) {
    recording.copy_dense(k, old);
    for (std::size_t i = 0; i < now.size(); ++i) {
      float sum = 0;
      for (std::size_t s = i * sub * sub; s < (i + 1) * sub * sub; ++s) {
        if (source[s] >= 0) sum += old[static_cast<std::size_t>(source[s])];
      }
      now[i] = sum / (sub * sub);
    }
    out.append(recording.time_s(k), std::span<const float>(now));
  }
  return out;
}

/// Largest deviation of a measure from its mean over the directions 0 to 350 degrees, as a part.
double spread_under_rotation(const std::vector<StepResult>& steps, std::string_view id) {
  std::vector<double> values;
  for (const StepResult& step : steps) values.push_back(step.metric(id).value());
  double mean = 0;
  for (const double v : values) mean += v / static_cast<double>(values.size());
  double most = 0;
  for (const double v : values) most = std::max(most, std::abs(v / mean - 1));
  return most;
}

std::vector<StepResult> in_all_directions(const Recording& recording) {
  std::vector<StepResult> steps;
  for (int deg = 0; deg < 360; deg += 10) steps.push_back(only_step(turned(recording, deg)));
  return steps;
}

void expect_rotation_invariance(const Recording& recording) {
  const std::vector<StepResult> steps = in_all_directions(recording);
  EXPECT_LT(spread_under_rotation(steps, "arch_index"), 0.03);
  EXPECT_LT(spread_under_rotation(steps, "arch_index_subcell"), 0.03);
  EXPECT_LT(spread_under_rotation(steps, "cpei_pct"), 0.05);
  EXPECT_LT(spread_under_rotation(steps, "modified_arch_index"), 0.03);
  EXPECT_LT(spread_under_rotation(steps, "clarke_angle_deg"), 0.06);
  EXPECT_LT(spread_under_rotation(steps, "clarke_tangent_angle_deg"), 0.06);
  EXPECT_LT(spread_under_rotation(steps, "arch_length_index"), 0.02);
  EXPECT_LT(spread_under_rotation(steps, "foot_length_mm"), 0.02);
  EXPECT_LT(spread_under_rotation(steps, "max_force_n"), 0.01);
  EXPECT_LT(spread_under_rotation(steps, "cop_path_mm"), 0.10)
      << "cells at the threshold at its ends";
  EXPECT_LT(spread_under_rotation(steps, "strike_index_pct"), 0.15) << "of some 9 %";
}

class MeasuresOfFoot : public ::testing::TestWithParam<FootType> {
 protected:
  [[nodiscard]] static Person person() {
    Person p;
    p.foot = GetParam();
    p.side = Side::right;
    return p;
  }
};

TEST_P(MeasuresOfFoot, StayUnderRotationOnAFiveMillimetreGrid) {
  expect_rotation_invariance(roll_over(person()));
}

INSTANTIATE_TEST_SUITE_P(Types, MeasuresOfFoot,
                         ::testing::Values(FootType::normal, FootType::flat, FootType::high));

TEST(MeasuresReal, StayUnderRotationOnAFiveMillimetreGrid) {
  const auto file = testing::real_data("emed_walk/emed_test.lst");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  expect_rotation_invariance(read_all(*open_recording(*file)));
}

Recording right_foot() {
  Person person;
  person.side = Side::right;
  return roll_over(person);
}

/// The same recording, each frame changed by a function of its dense cells.
Recording with_frames(const Recording& recording, const PlateGeometry& plate,
                      const std::function<std::vector<float>(const std::vector<float>&)>& change) {
  Frames frames;
  for (const std::vector<float>& frame : dense(recording)) frames.push_back(change(frame));
  return make_recording(plate, rate_hz, frames);
}

TEST(Measures, AMirroredFootHasTheSameOnes) {
  const Recording recording = right_foot();
  const PlateGeometry& plate = recording.plate();
  const StepResult right = only_step(recording);
  const StepResult left =
      only_step(with_frames(recording, plate, [&](const std::vector<float>& frame) {
        std::vector<float> mirrored(frame.size());
        for (std::size_t i = 0; i < frame.size(); ++i) {
          const std::size_t col = i % static_cast<std::size_t>(plate.cols);
          mirrored[i - col + static_cast<std::size_t>(plate.cols) - 1 - col] = frame[i];
        }
        return mirrored;
      }));
  EXPECT_EQ(right.side, Side::right);
  EXPECT_EQ(left.side, Side::left);
  expect_same(right, left, [](const Metric&, double v) { return 1e-3 * std::abs(v) + 1e-3; });
}

TEST(Measures, ATransposedPlateHasTheSameOnes) {
  const Recording recording = right_foot();
  const PlateGeometry& plate = recording.plate();
  // Rows and columns exchanged: a mirrored foot that walks along x.
  const StepResult before = only_step(recording);
  const StepResult after =
      only_step(with_frames(recording, plate, [&](const std::vector<float>& frame) {
        std::vector<float> transposed(frame.size());
        for (int r = 0; r < plate.rows; ++r) {
          for (int c = 0; c < plate.cols; ++c) {
            transposed[static_cast<std::size_t>(c * plate.rows + r)] =
                frame[static_cast<std::size_t>(r * plate.cols + c)];
          }
        }
        return transposed;
      }));
  EXPECT_EQ(after.side, Side::left);
  expect_same(before, after, [](const Metric&, double v) { return 1e-3 * std::abs(v) + 1e-3; });
}

TEST(Measures, CellsCutInTwoChangeNoLoadNoPlaceAndNoArea) {
  const Recording recording = right_foot();
  const PlateGeometry& plate = recording.plate();
  const PlateGeometry halves{2 * plate.rows, plate.cols, plate.pitch_x_mm, plate.pitch_y_mm / 2};
  const StepResult before = only_step(recording);
  const StepResult after =
      only_step(with_frames(recording, halves, [&](const std::vector<float>& frame) {
        std::vector<float> doubled;
        for (int r = 0; r < halves.rows; ++r) {
          const auto row = frame.begin() + (r / 2) * plate.cols;
          doubled.insert(doubled.end(), row, row + plate.cols);
        }
        return doubled;
      }));
  for (const char* id :
       {"peak_pressure_kpa", "max_force_n", "contact_area_max_cm2", "contact_area_mpp_cm2",
        "mean_pressure_active_max_kpa", "mean_pressure_mpp_kpa", "mean_pressure_peak_kpa", "fti_ns",
        "fti_rectangle_ns", "pti_peak_curve_kpas", "pti_mean_kpas", "pti_cell_max_kpas", "stance_s",
        "loading_rate_max_ns", "loading_rate_80_ns", "cop_path_mm", "cop_mean_velocity_mm_s",
        "cop_max_velocity_mm_s"}) {
    EXPECT_NEAR(*after.metric(id), *before.metric(id), 1e-6 * *before.metric(id)) << id;
  }
  for (const char* id : {"foot_length_mm", "heel_max_force_n", "heel_fti_ns", "arch_index",
                         "modified_arch_index", "strike_index_pct", "cop_range_ap_mm"}) {
    EXPECT_NEAR(*after.metric(id), *before.metric(id), 0.03 * *before.metric(id)) << id;
  }
}

TEST(Measures, UnequalPitchOfTheSamePersonIsNear) {
  Person person;
  person.side = Side::right;
  const StepResult square = only_step(roll_over(person));
  const StepResult footscan = only_step(roll_over(person, {60, 80, 5.08, 7.62}));
  for (const auto& [id, part] : std::map<std::string, double>{{"max_force_n", 0.01},
                                                              {"fti_ns", 0.01},
                                                              {"stance_s", 0.03},
                                                              {"contact_area_mpp_cm2", 0.06},
                                                              {"arch_index", 0.06},
                                                              {"modified_arch_index", 0.08},
                                                              {"cpei_pct", 0.12},
                                                              {"cop_path_mm", 0.03},
                                                              {"foot_width_mm", 0.06},
                                                              {"heel_max_force_n", 0.03}}) {
    const double v = square.metric(id).value();
    EXPECT_NEAR(footscan.metric(id).value(), v, part * std::abs(v)) << id;
  }
}

TEST(Measures, TwiceTheFramesByInterpolationChangeLittle) {
  const Recording recording = right_foot();
  const Frames frames = dense(recording);
  Frames twice;
  for (std::size_t k = 0; k < frames.size(); ++k) {
    twice.push_back(frames[k]);
    if (k + 1 == frames.size()) break;
    std::vector<float> between(frames[k].size());
    for (std::size_t i = 0; i < between.size(); ++i) {
      between[i] = (frames[k][i] + frames[k + 1][i]) / 2;
    }
    twice.push_back(std::move(between));
  }
  const StepResult one = only_step(recording);
  const StepResult two = only_step(make_recording(recording.plate(), 2 * rate_hz, twice));
  for (const Metric* metric : builtin_metrics()) {
    // The print is the same, and so is all that is measured on it.
    const bool of_the_print = metric->source.find("metrics.md 3.") != std::string_view::npos ||
                              metric->source.find("metrics.md 10") != std::string_view::npos;
    if (!of_the_print || metric->id == "arch_index_cop_axis") continue;
    if (metric->id == "modified_arch_index_mean") continue;
    const double v = one.metric(metric->id).value();
    EXPECT_NEAR(two.metric(metric->id).value(), v, 1e-9 * std::abs(v)) << metric->id;
  }
  for (const char* id : {"peak_pressure_kpa", "max_force_n", "contact_area_mpp_cm2",
                         "mean_pressure_mpp_kpa", "peak_pressure_gradient_kpa_mm",
                         "max_gradient_kpa_mm", "heel_peak_pressure_kpa", "heel_max_force_n"}) {
    EXPECT_NEAR(*two.metric(id), *one.metric(id), 1e-6 * *one.metric(id)) << id;
  }
  for (const char* id :
       {"fti_ns", "fti_rectangle_ns", "pti_peak_curve_kpas", "pti_peak_curve_rectangle_kpas",
        "pti_mean_kpas", "pti_cell_max_kpas", "heel_fti_ns", "heel_relative_impulse_pct",
        "stance_s", "forefoot_heel_impulse_ratio", "ml_ratio_willems_ffp_pct"}) {
    EXPECT_NEAR(*two.metric(id), *one.metric(id), 0.03 * std::abs(*one.metric(id)) + 0.1) << id;
  }
  // One frame more above the trimming force at toe-off: the line's end moves by some mm.
  EXPECT_NEAR(*two.metric("cpei_pct"), *one.metric("cpei_pct"), 2.0);
  for (const char* id : {"icp_pct", "ffcp_pct", "ffp_pct", "ffpop_pct"}) {
    EXPECT_NEAR(*two.metric(id), *one.metric(id), 100 * 2 / rate_hz / *one.metric("stance_s"))
        << id << ": two frames";
  }
}

/// The recording with `most_kpa` of noise, all of it under the threshold: in place of the cells
/// that are under it, or added to them.
Recording with_faint_noise(const Recording& recording, float most_kpa, bool added) {
  unsigned state = 1;
  return with_frames(recording, recording.plate(), [&](const std::vector<float>& frame) {
    std::vector<float> out = frame;
    for (float& p : out) {
      state = state * 1664525U + 1013904223U;
      if (p >= 10) continue;
      const float noise = static_cast<float>(state >> 16) / 65536.0F * most_kpa;
      p = std::min(9.99F, added ? p + noise : noise);
    }
    return out;
  });
}

TEST(Measures, NoiseBelowTheThresholdChangesNothing) {
  const Recording recording = right_foot();
  const StepResult clean = only_step(recording);
  const StepResult noisy = only_step(with_faint_noise(recording, 9.99F, false));
  expect_same(clean, noisy, [](const Metric& metric, double v) {
    // By definition it reads the faint cells beside the print: see the next test.
    return (metric.id == "arch_index_subcell" ? 0.1 : 1e-9) * std::abs(v);
  });
}

TEST(Measures, NoiseBelowTheFaintestCellsThatCountChangesNothingAtAll) {
  const Recording recording = right_foot();
  const auto faintest = static_cast<float>(AnalysisSettings{}.least_kpa());
  const Recording quiet = with_frames(recording, recording.plate(), [&](std::vector<float> frame) {
    for (float& p : frame) p = p < faintest ? 0 : p;
    return frame;
  });
  const Recording noisy = with_frames(recording, recording.plate(), [&](std::vector<float> frame) {
    for (float& p : frame) p = p < faintest ? 0.99F * faintest : p;
    return frame;
  });
  const auto exactly = [](const Metric&, double v) { return 1e-9 * std::abs(v); };
  expect_same(only_step(recording), only_step(quiet), exactly);
  expect_same(only_step(recording), only_step(noisy), exactly);
}

TEST(Measures, NoiseOfAMatHardlyMovesTheArchIndexBetweenTheCells) {
  const Recording recording = right_foot();
  const double clean = only_step(recording).metric("arch_index_subcell").value();
  const double noisy =
      only_step(with_faint_noise(recording, 2, true)).metric("arch_index_subcell").value();
  EXPECT_NEAR(noisy, clean, 0.01 * clean);
}

TEST(Measures, ZonesAddUpToTheWholeFoot) {
  const StepResult step = only_step(right_foot());
  for (std::size_t k = 0; k < step.curves.force_n.size(); ++k) {
    double force = 0;
    double area = 0;
    for (const ZoneCurves& zone : step.zone_curves) {
      force += zone.force_n[k];
      area += zone.area_mm2[k];
    }
    EXPECT_NEAR(force, step.curves.force_n[k], 1e-6 * step.curves.force_n[k] + 1e-9);
    EXPECT_NEAR(area, step.curves.area_mm2[k], 1e-6 * step.curves.area_mm2[k] + 1e-9);
  }
}

TEST(Measures, AForefootStrikeHasNoExcursionIndex) {
  Person person;
  person.strike = virtual_mat::Strike::forefoot;
  const StepResult step = only_step(roll_over(person));
  ASSERT_GT(*step.metric("strike_index_pct"), 100.0 / 3);
  EXPECT_FALSE(step.metric("cpei_pct"));
  EXPECT_FALSE(step.metric("cpei_telfer_pct"));
  EXPECT_FALSE(step.metric("cpe_mm"));
  EXPECT_EQ(step.metric("icp_pct"), 0);
  EXPECT_TRUE(step.phases.forefoot_first);
}

TEST(Measures, TheStrikeIndexOfFiveMillisecondsIsAMeanOfFrames) {
  const StepResult step = only_step(roll_over({}, plate_5mm, 400));
  const StepCurves& curves = step.curves;
  double sum = 0;
  for (std::size_t k = 0; k < 3; ++k) {  // 0, 2.5 and 5 ms
    sum += step.geometry->frame.to_foot(curves.cop[curves.first_contact + k].value()).y;
  }
  EXPECT_NEAR(step.metric("strike_index_5ms_pct").value(),
              100 * sum / 3 / step.geometry->reference_length_mm, 1e-9);
  EXPECT_NE(step.metric("strike_index_5ms_pct"), step.metric("strike_index_pct"));
  const StepResult coarse = only_step(right_foot());
  EXPECT_EQ(coarse.metric("strike_index_5ms_pct"), coarse.metric("strike_index_pct"));
}

// Cells cut by lines parallel to the ball's, by hand: the widest and narrowest chord.
TEST(Measures, ObliqueChippauxIsTheNarrowestChordParallelToTheBall) {
  const StepResult step = only_step(right_foot());
  const FootGeometry& foot = *step.geometry;
  const PointMm ball = foot.borders.lateral.ball - foot.borders.medial.ball;
  const double width = std::hypot(ball.x, ball.y);
  const PointMm u = (1 / width) * ball;
  double narrowest = 1e9;
  for (double y = 0.27 * foot.length_mm + 0.25; y < 0.55 * foot.length_mm; y += 0.25) {
    // The line through (0, y): cross(p - (0, y), u) = 0.
    double lo = 1e9;
    double hi = -1e9;
    for (const PrintCell& cell : foot.print.cells()) {
      if (cell.toe) continue;
      const ConvexPolygon box = foot.print.polygon(cell);
      for (std::size_t i = 0; i < 4; ++i) {
        const PointMm a = box[i] - PointMm{0, y};
        const PointMm b = box[(i + 1) % 4] - PointMm{0, y};
        const double ca = cross(a, u);
        const double cb = cross(b, u);
        if (ca == cb || (ca < 0) == (cb < 0)) continue;
        const double at = dot(a + (ca / (ca - cb)) * (b - a), u);
        lo = std::min(lo, at);
        hi = std::max(hi, at);
      }
    }
    narrowest = std::min(narrowest, std::max(0.0, hi - lo));
  }
  EXPECT_NEAR(step.metric("chippaux_smirak_oblique_pct").value(), 100 * narrowest / width, 1.0);
}

/// The load of the print's cells, each on 20 by 20 places, lateral and medial of the middle between
/// the border lines, as far as y'.
std::pair<double, double> load_by_places(const StepResult& step, double to_y) {
  const FootGeometry& foot = *step.geometry;
  std::pair<double, double> load;
  for (const PrintCell& cell : foot.print.cells()) {
    const ConvexPolygon box = foot.print.polygon(cell);
    for (int i = 0; i < 400; ++i) {
      const PointMm p = box[0] + ((i % 20 + 0.5) / 20) * (box[1] - box[0]) +
                        ((i / 20 + 0.5) / 20) * (box[3] - box[0]);
      if (p.y > to_y) continue;
      double& half = foot.borders.fraction(p) > 0.5 ? load.first : load.second;
      half += step.footprint.pti_kpas[cell.index];
    }
  }
  return load;
}

TEST(Measures, LoadOnEitherSideOfTheBisector) {
  std::map<virtual_mat::Loading, double> index;
  for (const auto loading : {virtual_mat::Loading::medial, virtual_mat::Loading::neutral,
                             virtual_mat::Loading::lateral}) {
    Person person;
    person.side = Side::left;
    person.loading = loading;
    const StepResult step = only_step(roll_over(person));
    const auto [lateral, medial] = load_by_places(step, 1e9);
    index[loading] = step.metric("lateral_medial_force_index_pct").value();
    EXPECT_NEAR(index[loading], 100 * (lateral - medial) / (lateral + medial), 0.2);
    const auto [heel_lateral, heel_medial] =
        load_by_places(step, 0.27 * step.geometry->reference_length_mm);
    EXPECT_NEAR(step.metric("heel_medial_lateral_bisector_pct").value(),
                100 * (heel_medial - heel_lateral) / (heel_medial + heel_lateral), 0.5);
  }
  EXPECT_LT(index[virtual_mat::Loading::medial], index[virtual_mat::Loading::neutral]);
  EXPECT_LT(index[virtual_mat::Loading::neutral], index[virtual_mat::Loading::lateral]);
}

TEST(Measures, ArchClassesOfAdultsAreNotForChildrenUnderTen) {
  AnalysisSettings settings;
  settings.age_years = 9;
  const StepResult child = only_step(right_foot(), settings);
  EXPECT_TRUE(child.metric("arch_index"));
  EXPECT_FALSE(child.arch);
  EXPECT_FALSE(child.classes.clarke);
  EXPECT_TRUE(child.strike);
  settings.age_years = 10;
  EXPECT_TRUE(only_step(right_foot(), settings).arch);
  settings.adult_arch_years = 12;
  EXPECT_FALSE(only_step(right_foot(), settings).arch);
}

TEST(Measures, PhasesOfAHeelStrikeSumToAHundred) {
  const StepResult step = only_step(right_foot());
  EXPECT_NEAR(*step.metric("icp_pct") + *step.metric("ffcp_pct") + *step.metric("ffp_pct") +
                  *step.metric("ffpop_pct"),
              100, 1e-9);
}

}  // namespace
}  // namespace solea
