#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "analysis/foot_frame.h"
#include "core/footprint.h"
#include "core/plate.h"

/// A footprint as a set of rectangles in the foot frame, and exact geometry on it. Lengths use the
/// outer edges of cells (metrics.md 0.2).
namespace solea {

/// A convex polygon of few corners; the cut of a cell by straight lines. Does not allocate.
class ConvexPolygon {
 public:
  void push_back(PointMm corner) { corners_[count_++] = corner; }
  [[nodiscard]] std::size_t size() const noexcept { return count_; }
  [[nodiscard]] PointMm operator[](std::size_t i) const noexcept { return corners_[i]; }
  [[nodiscard]] double area() const noexcept;
  /// The part on the side where dot(p, normal) <= offset.
  [[nodiscard]] ConvexPolygon clipped(PointMm normal, double offset) const;

 private:
  static constexpr std::size_t max_corners = 20;  // 4, and one more for each of up to 16 cuts
  std::array<PointMm, max_corners> corners_{};
  std::size_t count_ = 0;
};

/// One active cell of a footprint, in the foot frame.
struct PrintCell {
  std::size_t index = 0;  ///< in the footprint's box
  PointMm centre;         ///< x' lateral, y' along
  double peak_kpa = 0;
  bool toe = false;  ///< distal of the toe line
  /// A side neighbour is not active, or is a toe where this is none: outlines and widest places of
  /// the print, with toes or without, are those of its rim.
  bool rim = false;
};

/// Half-open range of a coordinate, mm.
struct Extent {
  double lo = 0;
  double hi = 0;
  [[nodiscard]] double size() const noexcept { return hi - lo; }
};

/// The active cells of a footprint in a foot frame.
class PrintCells {
 public:
  /// Cells whose peak reaches `threshold_kpa`. `toes` flags the box's cells; empty: no toes.
  PrintCells(const Footprint& footprint, const FootFrame& frame, double threshold_kpa,
             std::span<const char> toes = {});

  [[nodiscard]] const std::vector<PrintCell>& cells() const noexcept { return cells_; }
  [[nodiscard]] const FootFrame& frame() const noexcept { return frame_; }
  [[nodiscard]] double cell_area_mm2() const noexcept { return cell_area_mm2_; }
  /// The cell's rectangle in the foot frame.
  [[nodiscard]] ConvexPolygon polygon(const PrintCell& cell) const;
  /// Half the y' extent of one cell.
  [[nodiscard]] double half_along_mm() const noexcept { return half_along_mm_; }
  /// Corners of the rim's cells, four by four: what the outline goes through.
  [[nodiscard]] std::vector<PointMm> rim_corners() const;
  /// y' range of the print, outer edges. Nothing without cells.
  [[nodiscard]] std::optional<Extent> along(bool with_toes) const;
  /// x' range covered on the line y' = `y`, outer edges. Nothing where the line meets no cell.
  [[nodiscard]] std::optional<Extent> across(double y, bool with_toes) const;
  /// Area between two lines across the foot, cells cut exactly, mm2.
  [[nodiscard]] double area_between(double y0, double y1, bool with_toes) const;

 private:
  FootFrame frame_;
  double cell_area_mm2_ = 0;
  std::array<PointMm, 4> corner_offsets_{};  ///< counter-clockwise or clockwise, as the frame is
  double half_along_mm_ = 0;
  std::vector<PrintCell> cells_;
  std::vector<std::uint32_t> by_y_;  ///< numbers of the rim's cells in order of y': lines meet few
};

}  // namespace solea
