#include "analysis/medial_border.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "analysis/pressure_image.h"
#include "analysis/print_contour.h"

namespace solea {

std::vector<PointMm> medial_border(const PrintCells& print, const Footprint& footprint,
                                   double threshold_kpa) {
  std::vector<float> toeless = footprint.peak_kpa;
  for (const PrintCell& cell : print.cells()) {
    if (cell.toe) toeless[cell.index] = 0;
  }
  const PressureImage image(footprint, toeless);
  const auto kpa = [&](double x, double y) { return image.at(print.frame().to_plate({x, y})); };
  constexpr double step_mm = 0.5;
  // The isoline leaves the cells by less than a cell.
  const double cell_mm = std::max(footprint.plate.pitch_x_mm, footprint.plate.pitch_y_mm);
  std::vector<PointMm> border;
  for (const ContourLine& line : make_contour(print).lines) {
    if (!line.x) continue;
    double before = 0;
    for (double x = line.x->lo - cell_mm; x <= line.x->hi + cell_mm; x += step_mm) {
      const double here = kpa(x, line.y);
      if (here >= threshold_kpa) {
        const double back = here > before ? (here - threshold_kpa) / (here - before) : 0;
        border.push_back({x - back * step_mm, line.y});
        break;
      }
      before = here;
    }
  }
  return border;
}

}  // namespace solea
