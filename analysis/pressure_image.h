#pragma once

#include <span>
#include <vector>

#include "core/footprint.h"
#include "core/plate.h"

namespace solea {

/// Values on the cells of a footprint's box as a picture on the plate: bilinear between cell
/// centres, 0 outside the box. A view; the values must outlive it.
class PressureImage {
 public:
  PressureImage(const Footprint& footprint, std::span<const float> values)
      : plate_(footprint.plate), box_(footprint.box), values_(values) {}
  PressureImage(const Footprint&, std::vector<float>&&) = delete;

  [[nodiscard]] double at(PointMm p) const noexcept {
    const double col = p.x / plate_.pitch_x_mm - 0.5 - box_.col0;
    const double row = p.y / plate_.pitch_y_mm - 0.5 - box_.row0;
    if (!(col > -1 && row > -1 && col < box_.cols() && row < box_.rows())) return 0;
    const int c = static_cast<int>(col + 1) - 1;  // floor, from -1
    const int r = static_cast<int>(row + 1) - 1;
    const double fc = col - c;
    const double fr = row - r;
    return (1 - fr) * ((1 - fc) * cell(r, c) + fc * cell(r, c + 1)) +
           fr * ((1 - fc) * cell(r + 1, c) + fc * cell(r + 1, c + 1));
  }

 private:
  [[nodiscard]] double cell(int row, int col) const noexcept {
    if (row < 0 || col < 0 || row >= box_.rows() || col >= box_.cols()) return 0;
    return values_[static_cast<std::size_t>(row) * static_cast<std::size_t>(box_.cols()) +
                   static_cast<std::size_t>(col)];
  }

  PlateGeometry plate_;
  CellBox box_;
  std::span<const float> values_;
};

}  // namespace solea
