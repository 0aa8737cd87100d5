#pragma once

#include <optional>
#include <span>
#include <vector>

#include "calibration/calibration.h"
#include "calibration/unloaded.h"

namespace solea::calibration {

struct CellCheckSettings {
  double dead_response_part =
      0.10;                 ///< a cell that answers with less of the median is dead or stuck
  double noise_factor = 6;  ///< a cell is noisy from so many times the median noise on
  double noise_floor_counts = 1.5;   ///< and at least this
  double baseline_factor = 6;        ///< robust standard deviations from the median unloaded count
  double baseline_floor_counts = 3;  ///< and at least this
};

/// What each cell is. `unloaded` in counts; `loaded` the mean counts of every cell under one even
/// pressure, empty where there is no such recording: dead cells cannot be told then, and stuck ones
/// by their place alone.
[[nodiscard]] std::vector<CellState> check_cells(const UnloadedCells& unloaded,
                                                 std::span<const double> loaded,
                                                 std::optional<std::uint16_t> saturation_count,
                                                 const CellCheckSettings& settings);

}  // namespace solea::calibration
