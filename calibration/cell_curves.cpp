#include "calibration/cell_curves.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/error.h"

namespace solea::calibration {

namespace {

/// Sums squared errors.
struct Rms {
  double squares = 0;
  double n = 0;
  void add(double error) {
    squares += error * error;
    n += 1;
  }
  [[nodiscard]] double value() const { return n > 0 ? std::sqrt(squares / n) : 0; }
};

std::vector<CalibrationPoint> points_of(std::span<const LevelOutputs> levels, std::size_t cell) {
  std::vector<CalibrationPoint> points;
  for (const LevelOutputs& level : levels) points.push_back({level.outputs[cell], level.kpa});
  return points;
}

std::vector<CalibrationPoint> mean_points(std::span<const LevelOutputs> levels,
                                          std::span<const CellState> states) {
  std::vector<CalibrationPoint> points;
  for (const LevelOutputs& level : levels) {
    double sum = 0;
    double n = 0;
    for (std::size_t i = 0; i < states.size(); ++i) {
      if (states[i] != CellState::good || !std::isfinite(level.outputs[i])) continue;
      sum += level.outputs[i];
      n += 1;
    }
    points.push_back({sum / n, level.kpa});
  }
  return points;
}

}  // namespace

CellCurves fit_cells(std::span<const LevelOutputs> levels, std::span<const CellState> states,
                     CurveKind kind, bool common_curve) {
  const auto loads = std::count_if(levels.begin(), levels.end(),
                                   [](const LevelOutputs& level) { return level.kpa > 0; });
  if (loads < 2) {
    throw CalibrationError("a curve needs at least two loads, there are " + std::to_string(loads));
  }
  CellCurves fitted;
  const std::size_t cells = levels.front().outputs.size();
  fitted.states.assign(states.begin(), states.end());
  if (fitted.states.empty()) fitted.states.assign(cells, CellState::good);
  for (const LevelOutputs& level : levels) {
    fitted.largest_load_kpa = std::max(fitted.largest_load_kpa, level.kpa);
  }

  std::optional<FittedCurve> common;
  if (common_curve) {
    common = fit_tared_curve(mean_points(levels, fitted.states), kind);
    if (!common) throw CalibrationError("the cells' mean output gives no rising curve");
    fitted.curves = {*common};
  } else {
    FittedCurve none;
    none.kind = kind;
    fitted.curves.assign(cells, none);
  }
  Rms residuals;
  Rms left_out;
  bool validated = true;
  std::size_t good = 0;
  if (common_curve) {
    const auto errors = leave_one_out_errors_kpa(mean_points(levels, fitted.states), kind);
    validated = errors.has_value();
    for (const double error : errors.value_or(std::vector<double>{})) left_out.add(error);
  }
  for (std::size_t i = 0; i < cells; ++i) {
    if (fitted.states[i] != CellState::good) continue;
    const auto points = points_of(levels, i);
    const auto curve = common_curve ? common : fit_tared_curve(points, kind);
    if (!curve) {
      fitted.states[i] = CellState::unfitted;
      continue;
    }
    ++good;
    Rms own;
    for (const CalibrationPoint& p : points) {
      if (p.kpa <= 0 || !std::isfinite(p.output)) continue;
      const double error = curve->kpa(p.output) - p.kpa;
      own.add(error);
      residuals.add(error);
    }
    fitted.worst_cell_rms_kpa = std::max(fitted.worst_cell_rms_kpa, own.value());
    if (common_curve) continue;
    const auto errors = leave_one_out_errors_kpa(points, kind);
    validated = validated && errors.has_value();
    for (const double error : errors.value_or(std::vector<double>{})) left_out.add(error);
    fitted.curves[i] = *curve;
  }
  if (good == 0) throw CalibrationError("no cell's outputs rise with the loads");
  fitted.rms_residual_kpa = residuals.value();
  if (validated && left_out.n > 0) fitted.cross_validated_rms_kpa = left_out.value();
  return fitted;
}

}  // namespace solea::calibration
