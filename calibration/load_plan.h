#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/plate.h"

namespace solea::calibration {

/// A force through a round stamp of even pressure.
struct PointLoad {
  double force_n = 0;
  PointMm at;
  double radius_mm = 0;

  friend bool operator==(const PointLoad&, const PointLoad&) = default;
};

/// A known load held for a while: an even pressure on every cell, or a stamp.
struct Hold {
  double start_s = 0;
  double end_s = 0;
  double kpa = 0;
  std::optional<PointLoad> point;

  /// Total force on a plate, N.
  [[nodiscard]] double force_n(const PlateGeometry& plate) const;
  friend bool operator==(const Hold&, const Hold&) = default;
};

/// What is put on a plate when, in a recording's own time. Between holds nothing is on it.
struct LoadPlan {
  std::vector<Hold> holds;  ///< in order, not overlapping

  [[nodiscard]] double duration_s() const { return holds.empty() ? 0 : holds.back().end_s; }
  friend bool operator==(const LoadPlan&, const LoadPlan&) = default;
};

/// Even pressures one after the other, each held for `hold_s`, with `rest_s` of nothing before each
/// and after the last.
[[nodiscard]] LoadPlan plan_levels(std::span<const double> levels_kpa, double hold_s,
                                   double rest_s);
/// The same without a rest between them: up to the largest and down again, for hysteresis.
[[nodiscard]] LoadPlan plan_cycle(std::span<const double> levels_kpa, double hold_s, double rest_s);
/// A stamp at rows x cols places, evenly spread over the plate: 3 x 3 are its nine.
[[nodiscard]] LoadPlan plan_points(const PlateGeometry& plate, int rows, int cols, double force_n,
                                   double radius_mm, double hold_s, double rest_s);

/// JSON, "solea.loads/1".
[[nodiscard]] std::string plan_to_json(const LoadPlan& plan);
/// Throws CalibrationError with what is wrong.
[[nodiscard]] LoadPlan plan_from_json(const std::string& text);
/// Throws FileError, CalibrationError naming the file.
[[nodiscard]] LoadPlan read_plan(const std::filesystem::path& file);

/// By how much a recording was started before its plan, s, at most `slack_s` either way: where the
/// plan's forces go best with the recording's sum of outputs (largest correlation). `totals` and
/// `times_s`: one a frame.
[[nodiscard]] double plan_delay_s(const LoadPlan& plan, const PlateGeometry& plate,
                                  std::span<const double> times_s, std::span<const double> totals,
                                  double slack_s);
/// The plan, later by `delay_s`.
[[nodiscard]] LoadPlan delayed(LoadPlan plan, double delay_s);

}  // namespace solea::calibration
