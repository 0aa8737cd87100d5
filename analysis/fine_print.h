#pragma once

#include <vector>

#include "core/footprint.h"

namespace solea {

/// A print finer than its cells. Each cell is parted into small ones whose mean is the cell's own
/// pressure; they are smooth and never below 0 (the mass-preserving interpolation of Tobler 1979,
/// J Am Stat Assoc 74:519). Cells under the contact threshold beside active ones take part, since
/// they tell how far the print reaches into the gap between two cells' centres: without them the
/// edge jumps with the direction of the grid. At cells that feel nothing the print ends where it
/// ends on the plate: pressure falls to 0 there as steeply as it falls from the cell before, so
/// that an even print keeps its whole cells.
struct FinePrint {
  /// Parts to a cell's side.
  static constexpr int parts = 3;
  /// The parts as cells of a finer plate, `peak_kpa` alone; the box is larger than the print's.
  Footprint picture;
  /// Share of each part's area on which the pressure reaches the threshold, 0 to 1.
  std::vector<float> covered;
};

/// The maximum picture between its cells (metrics.md 0.2: raw pressures beside active cells).
[[nodiscard]] FinePrint make_fine_print(const Footprint& footprint, double threshold_kpa);

}  // namespace solea
