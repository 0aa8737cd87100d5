#pragma once

#include <optional>
#include <span>
#include <vector>

#include "calibration/calibration.h"
#include "calibration/fit.h"

namespace solea::calibration {

/// What all cells gave under one even pressure: tared (and equilibrated) counts, a cell each.
struct LevelOutputs {
  double kpa = 0;
  std::vector<double> outputs;
};

/// Curves of one kind through the same loads, a cell each, or one of the mean output for all.
struct CellCurves {
  std::vector<FittedCurve> curves;  ///< of a bad cell without points
  std::vector<CellState> states;    ///< as given, cells without a rising curve unfitted
  double largest_load_kpa = 0;
  double rms_residual_kpa = 0;                    ///< over all good cells and loads
  double worst_cell_rms_kpa = 0;                  ///< largest of a cell's own
  std::optional<double> cross_validated_rms_kpa;  ///< of leave_one_out_errors_kpa, pooled
};

/// Throws CalibrationError with less than two loads above 0, and where no cell has a curve.
[[nodiscard]] CellCurves fit_cells(std::span<const LevelOutputs> levels,
                                   std::span<const CellState> states, CurveKind kind,
                                   bool common_curve = false);

}  // namespace solea::calibration
