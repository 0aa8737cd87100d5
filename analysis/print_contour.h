#pragma once

#include <optional>
#include <vector>

#include "analysis/foot_geometry.h"
#include "analysis/print_cells.h"

namespace solea {

/// One line across the foot: the outer extent of the cells it meets.
struct ContourLine {
  double y = 0;
  std::optional<Extent> x;  ///< medial to lateral edge; nothing where the line meets no cell
  [[nodiscard]] double width() const { return x ? x->size() : 0; }
};

/// The outline of the toeless print in the foot frame, sampled every half millimetre on lines
/// perpendicular to the axis (metrics.md 3.3).
struct PrintContour {
  static constexpr double spacing_mm = 0.5;
  std::vector<ContourLine> lines;  ///< from heel to toe line

  /// Least width between two places of the axis, mm: 0 where a line meets no cell. Nothing when no
  /// line lies there.
  [[nodiscard]] std::optional<double> narrowest_mm(double y0, double y1) const;
  /// Medial edge between two places, heel first; lines that meet no cell are left out, which
  /// bridges an unloaded arch straight.
  [[nodiscard]] std::vector<PointMm> medial_edge(double y0, double y1) const;
};

[[nodiscard]] PrintContour make_contour(const PrintCells& print);

}  // namespace solea
