#pragma once

#include <optional>
#include <span>

#include "core/plate.h"
#include "core/step.h"

namespace solea {

/// Pressures of a box of cells on a plate: 0 outside the box, nothing outside the plate.
struct PressureGrid {
  const PlateGeometry& plate;
  CellBox box;
  std::span<const float> kpa;  ///< row-major in the box

  /// `row` and `col` of the plate.
  [[nodiscard]] std::optional<double> at(int row, int col) const;
};

/// Spatial gradient at a cell in plate directions, kPa/mm: central differences, one-sided at the
/// plate's borders (metrics.md 1.22).
[[nodiscard]] PointMm gradient_kpa_mm(const PressureGrid& grid, int row, int col);

/// Largest fall from a cell to one of its 8 neighbours over their distance, kPa/mm: the peak
/// pressure gradient where the cell is the one of the peak pressure (metrics.md 1.22).
[[nodiscard]] double steepest_fall_kpa_mm(const PressureGrid& grid, int row, int col);

/// Circular standard deviation sqrt(-2 ln R) of angles, deg. Nothing with fewer than two.
[[nodiscard]] std::optional<double> circular_sd_deg(std::span<const double> angles_deg);

/// Smallest arc that holds all angles, deg. Nothing with fewer than two.
[[nodiscard]] std::optional<double> circular_range_deg(std::span<const double> angles_deg);

}  // namespace solea
