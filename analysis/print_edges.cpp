#include "analysis/print_edges.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace solea {

namespace {

PointMm swapped(PointMm p) {
  return {p.y, p.x};
}

void widen(std::optional<Extent>& extent, double value) {
  extent = extent ? Extent{std::min(extent->lo, value), std::max(extent->hi, value)}
                  : Extent{value, value};
}

/// Extents on single lines; lines lie in the middle of strips, so that none runs along a side.
PrintEdges extents_on_lines(std::span<const PointMm> corners) {
  PrintEdges edges;
  if (corners.empty()) return edges;
  const auto [lo, hi] = std::minmax_element(corners.begin(), corners.end(),
                                            [](PointMm a, PointMm b) { return a.x < b.x; });
  constexpr double spacing = PrintEdges::spacing_mm;
  edges.first = lo->x + 0.5 * spacing;
  edges.lines.resize(static_cast<std::size_t>(std::ceil((hi->x - lo->x) / spacing)));
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const std::size_t cell = i - i % 4;
    PointMm a = corners[i];
    PointMm b = corners[cell + (i + 1) % 4];
    if (a.x > b.x) std::swap(a, b);
    const double from = std::max(0.0, std::ceil((a.x - edges.first) / spacing));
    for (auto line = static_cast<std::size_t>(from);
         line < edges.lines.size() && edges.at(line) <= b.x; ++line) {
      if (a.x == b.x) continue;
      widen(edges.lines[line], a.y + (edges.at(line) - a.x) / (b.x - a.x) * (b.y - a.y));
    }
  }
  return edges;
}

}  // namespace

std::optional<Extent> PrintEdges::tangents() const {
  std::optional<Extent> outer;
  for (const auto& line : lines) {
    if (!line) continue;
    widen(outer, line->lo);
    widen(outer, line->hi);
  }
  return outer;
}

std::vector<PointMm> cell_corners(const PrintCells& print, bool with_toes) {
  std::vector<PointMm> corners;
  for (const PrintCell& cell : print.cells()) {
    if (cell.toe && !with_toes) continue;
    const ConvexPolygon box = print.polygon(cell);
    for (std::size_t i = 0; i < box.size(); ++i) corners.push_back(box[i]);
  }
  return corners;
}

std::vector<PointMm> edge_corners(const PrintCells& print, bool with_toes) {
  std::vector<PointMm> corners;
  for (const PrintCell& cell : print.cells()) {
    if (cell.toe && !with_toes) continue;
    const double part = print.threshold_kpa() > 0
                            ? std::clamp(cell.peak_kpa / print.threshold_kpa() - 1, 0.0, 1.0)
                            : 1.0;
    const ConvexPolygon box = print.polygon(cell);
    for (std::size_t i = 0; i < box.size(); ++i) {
      corners.push_back(cell.centre + part * (box[i] - cell.centre));
    }
  }
  return corners;
}

PrintEdges edges_along(std::span<const PointMm> corners, double window_mm) {
  const PrintEdges raw = extents_on_lines(corners);
  PrintEdges smooth = raw;
  const auto reach = static_cast<std::size_t>(0.5 * window_mm / PrintEdges::spacing_mm);
  const std::size_t n = raw.lines.size();
  for (std::size_t i = 0; i < n; ++i) {
    if (!raw.lines[i]) continue;
    Extent sum = *raw.lines[i];
    double count = 1;
    for (std::size_t d = 1; d <= std::min({reach, i, n - 1 - i}); ++d) {
      const auto& a = raw.lines[i - d];
      const auto& b = raw.lines[i + d];
      if (!a || !b) break;
      sum = {sum.lo + a->lo + b->lo, sum.hi + a->hi + b->hi};
      count += 2;
    }
    smooth.lines[i] = Extent{sum.lo / count, sum.hi / count};
  }
  return smooth;
}

PrintEdges edges_across(std::span<const PointMm> corners, double window_mm) {
  std::vector<PointMm> turned;
  turned.reserve(corners.size());
  for (const PointMm& p : corners) turned.push_back(swapped(p));
  return edges_along(turned, window_mm);
}

double edge_window_mm(const PrintCells& print) {
  return 2 * std::sqrt(print.cell_area_mm2());
}

std::optional<Extent> tangents_across(const PrintCells& print, bool with_toes) {
  return edges_along(cell_corners(print, with_toes), edge_window_mm(print)).tangents();
}

}  // namespace solea
