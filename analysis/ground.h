#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/plate.h"
#include "core/recording.h"

namespace solea {

/// What the feet of a recording stand on, as a grid: the plate itself, or the belt that moved over
/// it, as long as its way. A frame's cells lie on the belt after a shift by whole cells; what the
/// shift lacks to be exact is told for the centre of pressure (metrics.md 0.2, moving belts).
class Ground {
 public:
  explicit Ground(const Recording& recording);

  /// The grid; of a belt larger than the plate, which lies at its origin when the belt is back
  /// farthest.
  [[nodiscard]] const PlateGeometry& grid() const noexcept { return grid_; }
  [[nodiscard]] bool moves() const noexcept { return !shifts_.empty(); }

  struct Place {
    int row = 0;
    int col = 0;
  };
  /// Where a cell of the plate is in a frame.
  [[nodiscard]] Place place(std::size_t frame, std::uint32_t index) const {
    const Place at{static_cast<int>(index) / plate_cols_, static_cast<int>(index) % plate_cols_};
    if (shifts_.empty()) return at;
    return {at.row + shifts_[frame].row, at.col + shifts_[frame].col};
  }
  /// What a frame's positions on the grid lack to be exact, less than half a cell, mm.
  [[nodiscard]] PointMm rest_mm(std::size_t frame) const {
    return rests_mm_.empty() ? PointMm{} : rests_mm_[frame];
  }

 private:
  PlateGeometry grid_;
  int plate_cols_ = 1;
  std::vector<Place> shifts_;  ///< empty: a fixed plate
  std::vector<PointMm> rests_mm_;
};

}  // namespace solea
