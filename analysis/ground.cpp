#include "analysis/ground.h"

#include <algorithm>
#include <cmath>

namespace solea {

Ground::Ground(const Recording& recording) : grid_(recording.plate()), plate_cols_(grid_.cols) {
  if (!recording.has_belt() || grid_.pitch_x_mm <= 0 || grid_.pitch_y_mm <= 0) return;
  PointMm back = recording.belt_mm(0);
  for (std::size_t k = 0; k < recording.size(); ++k) {
    const PointMm moved = recording.belt_mm(k);
    back = {std::min(back.x, moved.x), std::min(back.y, moved.y)};
  }
  int rows = 0;
  int cols = 0;
  for (std::size_t k = 0; k < recording.size(); ++k) {
    const PointMm moved = recording.belt_mm(k) - back;
    const Place shift{static_cast<int>(std::lround(moved.y / grid_.pitch_y_mm)),
                      static_cast<int>(std::lround(moved.x / grid_.pitch_x_mm))};
    rows = std::max(rows, shift.row);
    cols = std::max(cols, shift.col);
    shifts_.push_back(shift);
    rests_mm_.push_back(
        {moved.x - shift.col * grid_.pitch_x_mm, moved.y - shift.row * grid_.pitch_y_mm});
  }
  grid_.rows += rows;
  grid_.cols += cols;
}

}  // namespace solea
