#pragma once

#include <optional>

#include "analysis/print_cells.h"

namespace solea {

/// A straight line in the foot frame through two points, heel end first.
struct TangentLine {
  PointMm heel;
  PointMm ball;
};

/// The border lines of a print and the fan of rays between them (metrics.md 7.3, steps 3 and 4).
struct BorderLines {
  TangentLine medial;
  TangentLine lateral;
  double alpha_deg = 0;  ///< angle between them, positive when they open towards the toes

  /// Where a point lies between the medial (0) and the lateral line (1): as a fraction of alpha
  /// around their intersection; by distance where the lines are almost parallel.
  [[nodiscard]] double fraction(PointMm p) const;
  /// Unit normal and offset of the ray at `fraction` of alpha: dot(p, normal) <= offset is medial.
  struct Ray {
    PointMm normal;
    double offset = 0;
    /// x' of the ray at y'.
    [[nodiscard]] double x_at(double y) const { return (offset - y * normal.y) / normal.x; }
  };
  [[nodiscard]] Ray ray(double fraction) const;
};

/// Lines through four points; fills the angle.
[[nodiscard]] BorderLines make_borders(const TangentLine& medial, const TangentLine& lateral);

/// Lines through the outermost points of the toeless print: medial 10 to 30 % and 60 to 80 %,
/// lateral 10 to 30 % and 55 to 75 % of the foot (metrics.md 7.3). Nothing where a band is empty.
[[nodiscard]] std::optional<BorderLines> find_borders(const PrintCells& print, Extent foot);

}  // namespace solea
