#pragma once

#include <span>
#include <vector>

#include "core/footprint.h"
#include "core/plate.h"

namespace solea {

/// Values on the cells of a footprint's box as a picture on the plate: bilinear between cell
/// centres, 0 outside the box.
class PressureImage {
 public:
  PressureImage(const Footprint& footprint, std::span<const float> values)
      : per_x_(1 / footprint.plate.pitch_x_mm),
        per_y_(1 / footprint.plate.pitch_y_mm),
        col0_(footprint.box.col0 - 0.5),
        row0_(footprint.box.row0 - 0.5),
        cols_(footprint.box.cols() + 2),
        rows_(footprint.box.rows() + 2),
        values_(static_cast<std::size_t>(cols_) * static_cast<std::size_t>(rows_)) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto cols = static_cast<std::size_t>(footprint.box.cols());
      values_[(i / cols + 1) * static_cast<std::size_t>(cols_) + i % cols + 1] = values[i];
    }
  }

  [[nodiscard]] double at(PointMm p) const noexcept {
    const Corners c = corners(p);
    return (1 - c.row) * ((1 - c.col) * c.v[0] + c.col * c.v[1]) +
           c.row * ((1 - c.col) * c.v[2] + c.col * c.v[3]);
  }

  /// Value, and how it grows along the plate, per mm.
  struct Slope {
    double kpa = 0;
    double x = 0;
    double y = 0;
  };
  [[nodiscard]] Slope slope_at(PointMm p) const noexcept {
    const Corners c = corners(p);
    const double near = (1 - c.col) * c.v[0] + c.col * c.v[1];
    const double far = (1 - c.col) * c.v[2] + c.col * c.v[3];
    return {(1 - c.row) * near + c.row * far,
            per_x_ * ((1 - c.row) * (c.v[1] - c.v[0]) + c.row * (c.v[3] - c.v[2])),
            per_y_ * (far - near)};
  }

 private:
  /// The four values around a place and where it lies between them.
  struct Corners {
    double col = 0;
    double row = 0;
    double v[4] = {0, 0, 0, 0};
  };
  [[nodiscard]] Corners corners(PointMm p) const noexcept {
    const double col = p.x * per_x_ - col0_;
    const double row = p.y * per_y_ - row0_;
    if (!(col >= 0 && row >= 0 && col < cols_ - 1 && row < rows_ - 1)) return {};
    const int c = static_cast<int>(col);
    const int r = static_cast<int>(row);
    const float* at = values_.data() + static_cast<std::ptrdiff_t>(r) * cols_ + c;
    return {col - c, row - r, {at[0], at[1], at[cols_], at[cols_ + 1]}};
  }

  double per_x_;  ///< cells a mm
  double per_y_;
  double col0_;  ///< of the first value's centre, the rim of zeros included
  double row0_;
  int cols_;  ///< with a rim of zeros, which needs no asking at the edges
  int rows_;
  std::vector<float> values_;
};

}  // namespace solea
