#pragma once

#include <optional>
#include <span>
#include <vector>

#include "calibration/calibration.h"

/// Cells made equal under one even pressure (metrics.md 11.2). Outputs are tared counts, a cell
/// each; empty `states`: all cells are good.
namespace solea::calibration {

/// g_i = mean(out) / out_i over the good cells; NaN of the others, and of cells without output.
[[nodiscard]] EquilibrationLevel equilibrate(double kpa, std::span<const double> outputs,
                                             std::span<const CellState> states);

/// A cell's output times its gain, which is interpolated linearly over the output between levels
/// and stays beyond them. As it is where there is no level.
[[nodiscard]] double equilibrated(std::span<const EquilibrationLevel> levels, std::size_t cell,
                                  double output);

/// Standard deviation (1/n) over mean of the good cells, %. Nothing where the mean is not above 0.
[[nodiscard]] std::optional<double> variation_pct(std::span<const double> outputs,
                                                  std::span<const CellState> states);

/// Variation of a level's outputs after an equilibration by the other levels: what is to be
/// expected at pressures that were not measured. Nothing with one level only.
[[nodiscard]] std::optional<double> variation_after_pct(std::span<const EquilibrationLevel> levels,
                                                        std::size_t level,
                                                        std::span<const CellState> states);

}  // namespace solea::calibration
