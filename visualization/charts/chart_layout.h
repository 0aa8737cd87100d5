#pragma once

#include <array>
#include <vector>

#include "visualization/charts/chart.h"

/// Where the parts of a chart are. For this folder only.
namespace solea {

struct ChartLayout {
  /// Of a plot, between its axes, px from the lower left of the page.
  struct Rect {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  };

  double width_px = 0;
  double unit_px = 0;  ///< a hundredth of the height
  double margin_px = 0;
  double y_title_px = 0;          ///< height of the words of the ordinate
  std::array<double, 2> x_range;  ///< of every panel
  std::array<double, 2> y_range;
  std::vector<Rect> plots;  ///< parallel to the panels

  /// Round numbers within a range, as many as have room beside each other.
  [[nodiscard]] std::vector<double> ticks(const std::array<double, 2>& range) const;
};

/// Throws Error when no curve has a defined value.
[[nodiscard]] ChartLayout lay_out(const ChartPicture& picture, int width, int height);

}  // namespace solea
