#pragma once

#include <vector>

#include "analysis/print_cells.h"
#include "core/footprint.h"
#include "core/plate.h"

namespace solea {

/// The medial border of the toeless print in the foot frame, heel first, finer than its cells: on
/// lines across the foot, half a millimetre apart, the first place from medial at which the maximum
/// pressure picture, bilinear between the cells' centres and 0 in toes, reaches the threshold.
/// Lines that do not reach it are left out, which bridges an unloaded arch straight.
[[nodiscard]] std::vector<PointMm> medial_border(const PrintCells& print,
                                                 const Footprint& footprint, double threshold_kpa);

}  // namespace solea
