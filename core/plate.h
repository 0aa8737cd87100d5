#pragma once

#include <cstddef>
#include <cstdint>

namespace solea {

/// A point or a vector on the plate, in mm.
struct PointMm {
  double x = 0;
  double y = 0;

  friend constexpr PointMm operator+(PointMm a, PointMm b) { return {a.x + b.x, a.y + b.y}; }
  friend constexpr PointMm operator-(PointMm a, PointMm b) { return {a.x - b.x, a.y - b.y}; }
  friend constexpr PointMm operator*(double s, PointMm p) { return {s * p.x, s * p.y}; }
  friend constexpr bool operator==(PointMm, PointMm) = default;
};

[[nodiscard]] constexpr double dot(PointMm a, PointMm b) {
  return a.x * b.x + a.y * b.y;
}
/// Positive when `b` lies counter-clockwise of `a`, seen from above.
[[nodiscard]] constexpr double cross(PointMm a, PointMm b) {
  return a.x * b.y - a.y * b.x;
}

/// The grid of cells of a plate and the plate frame (metrics.md 0.2):
///
///     y, forward                   p[row][col], row-major
///     ^                            row grows with y, column with x
///     |  +----+----+----+          cell (r, c) covers
///     |  |1,0 |1,1 |1,2 |            [c*dx, (c+1)*dx) x [r*dy, (r+1)*dy)
///     |  +----+----+----+          and stands for its centre
///     |  |0,0 |0,1 |0,2 |            ((c+0.5)*dx, (r+0.5)*dy)
///     +--+----+----+----+--> x, to the right of the person
///     origin: posterior-left corner of the active area
///
/// All lengths in mm. dx and dy may differ.
struct PlateGeometry {
  int rows = 0;
  int cols = 0;
  double pitch_x_mm = 0;  ///< dx, from column to column
  double pitch_y_mm = 0;  ///< dy, from row to row

  [[nodiscard]] constexpr std::size_t cells() const noexcept {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols);
  }
  [[nodiscard]] constexpr double cell_area_mm2() const noexcept { return pitch_x_mm * pitch_y_mm; }
  [[nodiscard]] constexpr double width_mm() const noexcept { return cols * pitch_x_mm; }
  [[nodiscard]] constexpr double length_mm() const noexcept { return rows * pitch_y_mm; }
  [[nodiscard]] constexpr PointMm cell_centre(int row, int col) const noexcept {
    return {(col + 0.5) * pitch_x_mm, (row + 0.5) * pitch_y_mm};
  }
  [[nodiscard]] constexpr PointMm cell_centre(std::uint32_t index) const noexcept {
    const auto width = static_cast<std::uint32_t>(cols);
    return cell_centre(static_cast<int>(index / width), static_cast<int>(index % width));
  }

  friend constexpr bool operator==(const PlateGeometry&, const PlateGeometry&) = default;
};

}  // namespace solea
