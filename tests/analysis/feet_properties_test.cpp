#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyze.h"
#include "analysis/metric.h"
#include "tests/analysis/rotated_feet.h"

// What every measure does when the recording changes in a known way (metrics.md 13), over virtual
// feet of all types and sides and over every whole step of the real recordings.
namespace solea {
namespace {

using testing::FootOnPlate;

using Frame = std::vector<float>;
using ChangeFrame = std::function<Frame(const Frame&)>;

std::vector<FootOnPlate> virtual_feet() {
  std::vector<FootOnPlate> feet;
  for (int i = 0; i < 6; ++i) {
    virtual_mat::Person p;
    p.script = virtual_mat::Script::rollover;
    p.side = i % 2 == 0 ? Side::right : Side::left;
    p.foot = static_cast<virtual_mat::FootType>(i / 2);
    p.toe_out_deg = 3.0 * i;
    p.seed = static_cast<std::uint64_t>(i + 1);
    const PlateGeometry plate =
        i % 3 == 2 ? PlateGeometry{60, 80, 5.08, 7.62} : PlateGeometry{80, 80, 5, 5};
    feet.push_back({"virtual " + std::to_string(i),
                    testing::record_virtual(p, plate, 100, 1.4).recording, *p.side});
  }
  return feet;
}

Recording changed(const Recording& recording, const PlateGeometry& plate,
                  const ChangeFrame& change) {
  Recording out(plate);
  Frame frame(recording.plate().cells());
  for (std::size_t k = 0; k < recording.size(); ++k) {
    recording.copy_dense(k, frame);
    const Frame now = change(frame);
    out.append(recording.time_s(k), std::span<const float>(now));
  }
  return out;
}

/// Unloaded cells around a plate.
Recording with_rim(const Recording& recording, int rows, int cols) {
  const PlateGeometry& plate = recording.plate();
  const PlateGeometry wide{plate.rows + 2 * rows, plate.cols + 2 * cols, plate.pitch_x_mm,
                           plate.pitch_y_mm};
  return changed(recording, wide, [&](const Frame& frame) {
    Frame out(wide.cells());
    for (int r = 0; r < plate.rows; ++r) {
      for (int c = 0; c < plate.cols; ++c) {
        out[static_cast<std::size_t>((r + rows) * wide.cols + c + cols)] =
            frame[static_cast<std::size_t>(r * plate.cols + c)];
      }
    }
    return out;
  });
}

AnalysisSettings settings_of_one() {
  AnalysisSettings settings;
  settings.one_foot = true;  // real steps are cut out of their plate: the rim cuts nothing
  return settings;
}

StepResult only_step(const Recording& recording,
                     const AnalysisSettings& settings = settings_of_one()) {
  AnalysisResult result = analyze(recording, settings);
  EXPECT_EQ(result.steps.size(), 1U);
  return std::move(result.steps.at(0));
}

/// Calls `check` for each foot and its result as it is.
void for_each_foot(const std::function<void(const FootOnPlate&, const StepResult&)>& check) {
  std::vector<FootOnPlate> feet = virtual_feet();
  for (const char* name : testing::real_walks) {
    for (const FootOnPlate& foot : testing::real_feet(name)) {
      // Cut out of its plate: its rim is not the plate's border.
      feet.push_back({foot.name, with_rim(foot.recording, 2, 2), foot.side});
    }
  }
  for (const FootOnPlate& foot : feet) {
    SCOPED_TRACE(foot.name);
    check(foot, only_step(foot.recording));
  }
}

/// Every measure of both: undefined together, else near by a tolerance.
void expect_same(const StepResult& a, const StepResult& b, double relative, double absolute) {
  for (const Metric* metric : builtin_metrics()) {
    const auto x = a.metric(metric->id);
    const auto y = b.metric(metric->id);
    EXPECT_EQ(x.has_value(), y.has_value()) << metric->id;
    if (!x || !y) continue;
    EXPECT_NEAR(*x, *y, relative * std::abs(*x) + absolute) << metric->id;
  }
}

TEST(FeetProperties, Mirrored) {
  for_each_foot([](const FootOnPlate& foot, const StepResult& before) {
    const PlateGeometry& plate = foot.recording.plate();
    const auto cols = static_cast<std::size_t>(plate.cols);
    const StepResult after = only_step(changed(foot.recording, plate, [&](const Frame& frame) {
      Frame out(frame.size());
      for (std::size_t i = 0; i < frame.size(); ++i) {
        out[i / cols * cols + cols - 1 - i % cols] = frame[i];
      }
      return out;
    }));
    EXPECT_EQ(before.side, foot.side);
    EXPECT_EQ(after.side, foot.side == Side::left ? Side::right : Side::left);
    expect_same(before, after, 1e-3, 1e-3);
  });
}

TEST(FeetProperties, OnATransposedPlate) {
  for_each_foot([](const FootOnPlate& foot, const StepResult& before) {
    const PlateGeometry& plate = foot.recording.plate();
    const PlateGeometry turned{plate.cols, plate.rows, plate.pitch_y_mm, plate.pitch_x_mm};
    const StepResult after = only_step(changed(foot.recording, turned, [&](const Frame& frame) {
      Frame out(frame.size());
      for (int r = 0; r < plate.rows; ++r) {
        for (int c = 0; c < plate.cols; ++c) {
          out[static_cast<std::size_t>(c * plate.rows + r)] =
              frame[static_cast<std::size_t>(r * plate.cols + c)];
        }
      }
      return out;
    }));
    EXPECT_EQ(after.side, foot.side == Side::left ? Side::right : Side::left);
    expect_same(before, after, 1e-3, 1e-3);
  });
}

TEST(FeetProperties, OnCellsHalfAsLong) {
  for_each_foot([](const FootOnPlate& foot, const StepResult& before) {
    const PlateGeometry& plate = foot.recording.plate();
    const PlateGeometry halves{2 * plate.rows, plate.cols, plate.pitch_x_mm, plate.pitch_y_mm / 2};
    const StepResult after = only_step(changed(foot.recording, halves, [&](const Frame& frame) {
      Frame out;
      for (int r = 0; r < halves.rows; ++r) {
        const auto row = frame.begin() + (r / 2) * plate.cols;
        out.insert(out.end(), row, row + plate.cols);
      }
      return out;
    }));
    for (const char* id :
         {"peak_pressure_kpa", "max_force_n", "contact_area_max_cm2", "contact_area_mpp_cm2",
          "mean_pressure_active_max_kpa", "mean_pressure_mpp_kpa", "mean_pressure_peak_kpa",
          "fti_ns", "fti_rectangle_ns", "pti_peak_curve_kpas", "pti_mean_kpas", "pti_cell_max_kpas",
          "stance_s", "loading_rate_max_ns", "cop_path_mm", "cop_mean_velocity_mm_s"}) {
      const double v = before.metric(id).value();
      EXPECT_NEAR(after.metric(id).value(), v, 1e-5 * v) << id;
    }
  });
}

TEST(FeetProperties, WithTwiceThePressure) {
  for_each_foot([](const FootOnPlate& foot, const StepResult& before) {
    AnalysisSettings twice = settings_of_one();
    twice.contact_threshold_kpa *= 2;
    twice.contact_force_n *= 2;
    twice.cpei_trim_force_n *= 2;
    twice.geometry.path_cost_kpa *= 2;
    const StepResult after = only_step(changed(foot.recording, foot.recording.plate(),
                                               [](const Frame& frame) {
                                                 Frame out = frame;
                                                 for (float& kpa : out) kpa *= 2;
                                                 return out;
                                               }),
                                       twice);
    for (const Metric* metric : builtin_metrics()) {
      const auto a = before.metric(metric->id);
      const auto b = after.metric(metric->id);
      ASSERT_EQ(a.has_value(), b.has_value()) << metric->id;
      if (!a) continue;
      const std::string_view u = metric->unit;
      const bool load = u == "kPa" || u == "N" || u == "N s" || u == "kPa s" || u == "N/s" ||
                        u == "kPa/s" || u == "kPa/mm";
      EXPECT_NEAR(*b, load ? 2 * *a : *a, 1e-4 * std::abs(*b) + 1e-9) << metric->id;
    }
  });
}

TEST(FeetProperties, WithUnloadedCellsAround) {
  for_each_foot([](const FootOnPlate& foot, const StepResult& before) {
    const StepResult after = only_step(with_rim(foot.recording, 5, 8));
    EXPECT_EQ(after.side, before.side);
    // What rounding decides among equals moves places of a print by some hundredths of a mm.
    expect_same(before, after, 1e-3, 0.01);
  });
}

/// The foot with noise in place of every cell under `below_kpa`.
Recording with_noise(const FootOnPlate& foot, double below_kpa) {
  const auto below = static_cast<float>(below_kpa);
  unsigned state = 1;
  return changed(foot.recording, foot.recording.plate(), [&](const Frame& frame) {
    Frame out = frame;
    for (float& kpa : out) {
      state = state * 1664525U + 1013904223U;
      if (kpa < below) kpa = static_cast<float>(state >> 16) / 65536.0F * 0.999F * below;
    }
    return out;
  });
}

TEST(FeetProperties, WithNoiseBelowTheFaintestCellsThatCount) {
  for_each_foot([](const FootOnPlate& foot, const StepResult& before) {
    expect_same(before, only_step(with_noise(foot, AnalysisSettings{}.least_kpa())), 1e-9, 0);
  });
}

TEST(FeetProperties, WithNoiseBelowTheThreshold) {
  const AnalysisSettings usual;
  for_each_foot([&](const FootOnPlate& foot, const StepResult& before) {
    StepResult after = only_step(with_noise(foot, usual.contact_threshold_kpa));
    // By definition it alone reads cells under the threshold.
    const auto table = builtin_metrics();
    for (std::size_t m = 0; m < table.size(); ++m) {
      if (table[m]->id == "arch_index_subcell") after.metrics[m] = before.metrics[m];
    }
    expect_same(before, after, 1e-9, 0);
  });
}

/// Twice the frames by interpolation: the print stays, integrals and phases nearly.
TEST(FeetProperties, WithTwiceTheFrames) {
  for_each_foot([](const FootOnPlate& foot, const StepResult& before) {
    const Recording& recording = foot.recording;
    Recording twice(recording.plate());
    Frame now(recording.plate().cells());
    Frame last(now.size());
    for (std::size_t k = 0; k < recording.size(); ++k) {
      recording.copy_dense(k, now);
      if (k > 0) {
        Frame between(now.size());
        for (std::size_t i = 0; i < now.size(); ++i) between[i] = (now[i] + last[i]) / 2;
        twice.append((recording.time_s(k) + recording.time_s(k - 1)) / 2,
                     std::span<const float>(between));
      }
      twice.append(recording.time_s(k), std::span<const float>(now));
      last = now;
    }
    const StepResult after = only_step(twice);
    const double frame_s = recording.time_s(1) - recording.time_s(0);
    for (const char* id :
         {"peak_pressure_kpa", "max_force_n", "contact_area_mpp_cm2", "mean_pressure_mpp_kpa",
          "max_gradient_kpa_mm", "arch_index", "modified_arch_index", "chippaux_smirak_pct",
          "staheli_index", "clarke_angle_deg", "footprint_index", "foot_length_mm", "foot_width_mm",
          "heel_width_mm", "foot_progression_deg", "heel_peak_pressure_kpa", "heel_max_force_n"}) {
      const double v = before.metric(id).value();
      EXPECT_NEAR(after.metric(id).value(), v, 1e-6 * std::abs(v)) << id;
    }
    EXPECT_NEAR(*after.metric("stance_s"), *before.metric("stance_s"), 2 * frame_s + 1e-9);
    for (const char* id : {"fti_ns", "pti_peak_curve_kpas", "pti_mean_kpas", "pti_cell_max_kpas",
                           "heel_fti_ns", "heel_relative_impulse_pct"}) {
      const double v = before.metric(id).value();
      EXPECT_NEAR(after.metric(id).value(), v, 0.03 * std::abs(v)) << id;
    }
    for (const char* id : {"icp_pct", "ffcp_pct", "ffp_pct", "ffpop_pct"}) {
      const auto v = before.metric(id);
      if (!v) continue;
      EXPECT_NEAR(after.metric(id).value(), *v, 100 * 2 * frame_s / *before.metric("stance_s"))
          << id << ": two frames";
    }
  });
}

TEST(FeetProperties, ZonesAddUpToTheWhole) {
  for_each_foot([](const FootOnPlate&, const StepResult& step) {
    for (std::size_t k = 0; k < step.curves.force_n.size(); ++k) {
      double force = 0;
      for (const ZoneCurves& zone : step.zone_curves) force += zone.force_n[k];
      EXPECT_NEAR(force, step.curves.force_n[k], 1e-6 * step.curves.force_n[k] + 1e-9);
    }
  });
}

}  // namespace
}  // namespace solea
