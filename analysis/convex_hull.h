#pragma once

#include <span>
#include <vector>

#include "core/plate.h"

namespace solea {

/// Convex hull of points, corner after corner around it. Empty without points.
[[nodiscard]] std::vector<PointMm> convex_hull(std::span<const PointMm> points);

/// The smallest rectangle around points.
struct SmallestRectangle {
  PointMm long_side;  ///< unit vector, direction not known; y for a rectangle of no length
  double length_mm = 0;
  double width_mm = 0;
};

/// Throws nothing for one point or more.
[[nodiscard]] SmallestRectangle smallest_rectangle(std::span<const PointMm> points);

}  // namespace solea
