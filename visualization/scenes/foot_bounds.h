#pragma once

#include <algorithm>
#include <limits>

#include "visualization/scenes/picture.h"

/// For this folder and the pages of export/.
namespace solea {

/// What a foot covers, mm.
struct FootBounds {
  double x0 = std::numeric_limits<double>::infinity();
  double x1 = -x0;
  double y0 = x0;
  double y1 = -x0;
  void add(PointMm p) {
    x0 = std::min(x0, p.x);
    x1 = std::max(x1, p.x);
    y0 = std::min(y0, p.y);
    y1 = std::max(y1, p.y);
  }
};

/// With its axis, so that no word lies on it. Of a foot without cells: a point.
[[nodiscard]] inline FootBounds bounds_of(const FootPicture& foot) {
  FootBounds bounds;
  for (const FootPicture::Cell& cell : foot.cells) {
    for (const PointMm corner : cell.corners) bounds.add(corner);
  }
  if (foot.axis) {
    bounds.add(foot.axis->first);
    bounds.add(foot.axis->second);
  }
  if (foot.cells.empty()) bounds.add({});
  return bounds;
}

}  // namespace solea
