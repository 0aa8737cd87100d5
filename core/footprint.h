#pragma once

#include <cstddef>
#include <vector>

#include "core/plate.h"
#include "core/step.h"

namespace solea {

/// What a step left on the plate: one value per cell of its box, row-major.
struct Footprint {
  PlateGeometry plate;
  CellBox box;
  std::vector<float> peak_kpa;  ///< maximum pressure picture (MPP)
  std::vector<float> mean_kpa;  ///< mean over the contact frames
  std::vector<float> pti_kpas;  ///< pressure-time integral of each cell, trapezoid
  /// Largest pressure of the cells that never reach the contact threshold, in the box and the ring
  /// of cells around it, row-major; 0 for all others. Empty: not known.
  std::vector<float> faint_kpa;

  [[nodiscard]] std::size_t cells() const noexcept { return peak_kpa.size(); }
  /// Centre on the plate of the box's cell i.
  [[nodiscard]] PointMm cell_centre(std::size_t i) const noexcept {
    const int row = static_cast<int>(i) / box.cols();
    const int col = static_cast<int>(i) % box.cols();
    return plate.cell_centre(box.row0 + row, box.col0 + col);
  }
};

}  // namespace solea
