#pragma once

#include <string>

#include "visualization/export/painter.h"

/// What every page of pressures has. For this folder only.
namespace solea {

struct PageWords {
  std::string title;
  std::string subtitle;
  std::string footer;
};

/// Title and subtitle above, footer below, each made to fit `width_px`.
void paint_words(Painter& painter, const PageWords& words, double width_px);

/// The colour bar at the right edge with its labels and unit.
void paint_color_bar(Painter& painter, double max, const std::string& unit, double width_px);

/// Free between words and colour bar.
struct PageRoom {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};
[[nodiscard]] PageRoom room_on_page(double width_px, double unit_px);

}  // namespace solea
