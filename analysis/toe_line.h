#pragma once

#include <vector>

#include "analysis/foot_frame.h"
#include "analysis/print_cells.h"
#include "core/footprint.h"

namespace solea {

/// The line between metatarsal heads and toes.
struct ToeLine {
  std::vector<PointMm> path;  ///< foot frame, from medial to lateral
  std::vector<char> toes;     ///< one flag per cell of the footprint's box: distal of the path
};

/// Least-cost path across the front half of the maximum pressure picture: cost is pressure plus a
/// small constant; it runs within 11 % of the length around the line from 84 % (medial) to 68 %
/// (lateral) (metrics.md 7.3, step 5). `length` is the y' range of the print with toes.
[[nodiscard]] ToeLine find_toe_line(const Footprint& footprint, const FootFrame& frame,
                                    Extent length, double threshold_kpa);

}  // namespace solea
