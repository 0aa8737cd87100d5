#include "analysis/print_contour.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace solea {

std::optional<double> PrintContour::narrowest_mm(double y0, double y1) const {
  std::optional<double> narrowest;
  for (const ContourLine& line : lines) {
    if (line.y < y0 || line.y > y1) continue;
    narrowest = std::min(narrowest.value_or(line.width()), line.width());
  }
  return narrowest;
}

std::vector<PointMm> PrintContour::medial_edge(double y0, double y1) const {
  std::vector<PointMm> edge;
  for (const ContourLine& line : lines) {
    if (line.x && line.y >= y0 && line.y <= y1) edge.push_back({line.x->lo, line.y});
  }
  return edge;
}

PrintContour make_contour(const PrintCells& print) {
  PrintContour contour;
  const auto length = print.along(false);
  if (!length) return contour;
  constexpr double spacing = PrintContour::spacing_mm;
  // Lines in the middle of strips, so that none runs along the edge of a row of cells.
  const auto y_of = [&](std::size_t i) {
    return length->lo + spacing * (static_cast<double>(i) + 0.5);
  };
  const auto count = static_cast<std::size_t>(std::ceil(length->size() / spacing));
  for (std::size_t i = 0; i < count; ++i) {
    if (y_of(i) < length->hi) contour.lines.push_back({y_of(i), {}});
  }
  for (const PrintCell& cell : print.cells()) {
    if (cell.toe) continue;
    const ConvexPolygon box = print.polygon(cell);
    for (std::size_t c = 0; c < box.size(); ++c) {
      PointMm a = box[c];
      PointMm b = box[(c + 1) % box.size()];
      if (a.y == b.y) continue;
      if (a.y > b.y) std::swap(a, b);
      const double first = std::ceil((a.y - length->lo) / spacing - 0.5);
      for (auto i = static_cast<std::size_t>(std::max(0.0, first));
           i < contour.lines.size() && y_of(i) <= b.y; ++i) {
        const double x = a.x + (y_of(i) - a.y) / (b.y - a.y) * (b.x - a.x);
        auto& line = contour.lines[i].x;
        line = line ? Extent{std::min(line->lo, x), std::max(line->hi, x)} : Extent{x, x};
      }
    }
  }
  return contour;
}

}  // namespace solea
