#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/analyze.h"
#include "analysis/step_segmentation.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

/// The same foot put down on a plate of 5 mm in another direction (metrics.md 13).
namespace solea::testing {

/// A step alone, with its side: what is put down again.
struct FootOnPlate {
  std::string name;
  Recording recording;
  Side side = Side::unknown;
  std::optional<double> true_arch_index = {};  ///< of a virtual foot's continuous print
};

/// The pressure of a recording as a plate of 5 mm under another direction feels it: turned by `deg`
/// about the foot's middle, each cell the mean over its area (10 by 10 places) of the picture
/// between the old cells' centres. `bilinear` false: of the old cells as they are, for cells much
/// finer than 5 mm. At every direction, 0 too, the picture is smoothed alike.
inline Recording pressed_at(const Recording& recording, double deg, bool bilinear) {
  const PlateGeometry& from = recording.plate();
  PointMm lo{1e9, 1e9};
  PointMm hi{-1e9, -1e9};
  for (const LoadedCell& cell : recording.all_cells()) {
    const PointMm p = from.cell_centre(cell.index);
    lo = {std::min(lo.x, p.x), std::min(lo.y, p.y)};
    hi = {std::max(hi.x, p.x), std::max(hi.y, p.y)};
  }
  // About a corner of the old cells, which becomes a corner of the new ones.
  const PointMm middle{std::round(0.5 * (lo.x + hi.x) / from.pitch_x_mm) * from.pitch_x_mm,
                       std::round(0.5 * (lo.y + hi.y) / from.pitch_y_mm) * from.pitch_y_mm};
  constexpr double pitch = 5;
  constexpr int sub = 10;
  const int side =
      2 * static_cast<int>(std::ceil(0.5 * std::hypot(hi.x - lo.x, hi.y - lo.y) / pitch + 3));
  const PlateGeometry to{side, side, pitch, pitch};
  const double a = deg * std::numbers::pi / 180;
  std::vector<std::vector<std::pair<std::size_t, double>>> felt(to.cells());
  for (std::size_t cell = 0; cell < to.cells(); ++cell) {
    const auto add = [&](int row, int col, double weight) {
      if (row < 0 || col < 0 || row >= from.rows || col >= from.cols) return;
      felt[cell].emplace_back(static_cast<std::size_t>(row * from.cols + col), weight);
    };
    const int row = static_cast<int>(cell) / side;
    const int col = static_cast<int>(cell) % side;
    for (int i = 0; i < sub * sub; ++i) {
      const double x = pitch * (col + (i % sub + 0.5) / sub - 0.5 * side);
      const double y = pitch * (row + (i / sub + 0.5) / sub - 0.5 * side);
      const double u = (x * std::cos(a) + y * std::sin(a) + middle.x) / from.pitch_x_mm;
      const double v = (-x * std::sin(a) + y * std::cos(a) + middle.y) / from.pitch_y_mm;
      const double w = 1.0 / (sub * sub);
      if (!bilinear) {
        add(static_cast<int>(std::floor(v)), static_cast<int>(std::floor(u)), w);
        continue;
      }
      const int c = static_cast<int>(std::floor(u - 0.5));
      const int r = static_cast<int>(std::floor(v - 0.5));
      const double fc = u - 0.5 - c;
      const double fr = v - 0.5 - r;
      add(r, c, w * (1 - fr) * (1 - fc));
      add(r, c + 1, w * (1 - fr) * fc);
      add(r + 1, c, w * fr * (1 - fc));
      add(r + 1, c + 1, w * fr * fc);
    }
  }
  Recording out(to);
  std::vector<float> old(from.cells());
  std::vector<float> now(to.cells());
  for (std::size_t k = 0; k < recording.size(); ++k) {
    recording.copy_dense(k, old);
    for (std::size_t i = 0; i < now.size(); ++i) {
      double sum = 0;
      for (const auto& [cell, weight] : felt[i]) sum += weight * old[cell];
      now[i] = static_cast<float>(sum);
    }
    out.append(recording.time_s(k), std::span<const float>(now));
  }
  return out;
}

/// A virtual step on cells of 1.25 mm: types, masses, lengths and loadings in turn.
inline FootOnPlate fine_virtual_foot(int number) {
  virtual_mat::Person p;
  p.script = virtual_mat::Script::rollover;
  p.side = number % 2 == 0 ? Side::right : Side::left;
  p.foot = static_cast<virtual_mat::FootType>(number % 3);
  p.mass_kg = 50 + 7.3 * (number % 8);
  p.foot_length_mm = 230 + 6.1 * (number % 9);
  p.toe_out_deg = (number * 37) % 15;
  p.loading = static_cast<virtual_mat::Loading>((number / 3) % 3);
  p.seed = static_cast<std::uint64_t>(number + 1);
  constexpr PlateGeometry plate{336, 336, 1.25, 1.25};
  VirtualRecording foot = record_virtual(p, plate, 50, 1.5);
  return {"virtual " + std::to_string(number), std::move(foot.recording), *p.side,
          foot.steps.at(0).arch_index};
}

/// The valid whole steps of a real recording, each alone; none where the file is not here.
inline std::vector<FootOnPlate> real_feet(const std::string& name) {
  std::vector<FootOnPlate> feet;
  const auto file = real_data(name);
  if (!file) return feet;
  Sources sources = open_recordings(*file);
  AnalysisSettings settings;
  settings.one_foot = sources.front()->info().one_foot;
  const Recording recording = read_all(*sources.front());
  const AnalysisResult result = analyze(recording, settings);
  const Segmentation segmentation = segment_steps(recording, settings);
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const StepResult& step = result.steps[i];
    if (!step.step.valid() || !step.geometry || step.geometry->part != PrintPart::whole) continue;
    const StepMovie movie = cut_step(recording, segmentation, i, settings);
    Recording alone(PlateGeometry{movie.step.box.rows(), movie.step.box.cols(),
                                  movie.plate.pitch_x_mm, movie.plate.pitch_y_mm});
    for (std::size_t k = 0; k < movie.frames(); ++k) alone.append(movie.times_s[k], movie.frame(k));
    feet.push_back(
        {name.substr(0, name.find('/')) + " " + std::to_string(i), std::move(alone), step.side});
  }
  return feet;
}

inline StepResult step_at(const FootOnPlate& foot, double deg, bool real,
                          double faint_fraction = AnalysisSettings{}.faint_fraction) {
  AnalysisSettings settings;
  settings.side = foot.side;
  settings.one_foot = true;
  settings.faint_fraction = faint_fraction;
  AnalysisResult result = analyze(pressed_at(foot.recording, deg, real), settings);
  return std::move(result.steps.at(0));
}

/// Shares of directions in which a measure stays near its value at 0 degrees.
struct AgainstZero {
  std::vector<double> parts;   ///< |v / v0 - 1|, one a direction
  std::vector<double> points;  ///< |v - v0|

  void add(double v, double v0) {
    parts.push_back(std::abs(v / v0 - 1));
    points.push_back(std::abs(v - v0));
  }
  static double within(const std::vector<double>& values, double bound) {
    const auto n =
        std::count_if(values.begin(), values.end(), [&](double v) { return v <= bound; });
    return static_cast<double>(n) / static_cast<double>(std::max<std::size_t>(1, values.size()));
  }
  /// The value that so many do not exceed; 0 without any.
  static double at(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(
        std::llround(share * static_cast<double>(values.size() - 1)))];
  }
};

/// The files whose whole steps are turned; `real_feet` skips what is not here.
inline constexpr std::array real_walks = {
    "emed_walk/emed_test.lst",
    "footscan_barefoot_walk/barefoot_1 - 11-3-2005 - Entire Plate Roll Off.zip",
    "footscan_barefoot_walk/barefoot_2 - 13-3-2005 - Entire Plate Roll Off.zip",
    "footscan_xls/footscan_test.xls", "zebris_treadmill_walk/RawDataGaitAnalysis.txt.zip"};

}  // namespace solea::testing
