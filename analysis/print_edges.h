#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/print_cells.h"

/// The edges of a print without the stairs that square cells give them: means over two cells. A
/// straight edge along the cells stays exactly where it is; on any other the mean lies between the
/// corners that stand out and those that stand back, whichever way the foot is turned on the plate.
namespace solea {

/// Edges on parallel lines half a millimetre apart (metrics.md 3.3), each the mean over a window.
struct PrintEdges {
  static constexpr double spacing_mm = 0.5;
  double first = 0;                          ///< where the first line is
  std::vector<std::optional<Extent>> lines;  ///< from edge to edge; nothing where there is no cell

  [[nodiscard]] double at(std::size_t line) const {
    return first + spacing_mm * static_cast<double>(line);
  }
  /// Between the two lines across that touch the print. Nothing without cells.
  [[nodiscard]] std::optional<Extent> tangents() const;
};

/// Corners of the cells, four each, in the print's foot frame.
[[nodiscard]] std::vector<PointMm> cell_corners(const PrintCells& print, bool with_toes);

/// The same, but a cell between once and twice the threshold reaches from its centre only part of
/// the way to its sides, in proportion: where the picture between two cells falls to the threshold.
/// An edge then moves with the pressure of its cells and does not jump when a row of them passes
/// the threshold.
[[nodiscard]] std::vector<PointMm> edge_corners(const PrintCells& print, bool with_toes);

/// Extents of y on lines along y, over x. `corners`: four a cell, in any frame; `window_mm`: lines
/// up to half of it to either side count, fewer towards the ends.
[[nodiscard]] PrintEdges edges_along(std::span<const PointMm> corners, double window_mm);
/// Extents of x on lines across, over y.
[[nodiscard]] PrintEdges edges_across(std::span<const PointMm> corners, double window_mm);

/// Two cells.
[[nodiscard]] double edge_window_mm(const PrintCells& print);

/// y' of the lines across that touch the print at heel and front (metrics.md 3.1). Nothing without
/// cells.
[[nodiscard]] std::optional<Extent> tangents_across(const PrintCells& print, bool with_toes);

}  // namespace solea
