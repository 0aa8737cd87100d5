#include "analysis/print_cells.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace solea {

double ConvexPolygon::area() const noexcept {
  double twice = 0;
  for (std::size_t i = 0; i < count_; ++i) {
    twice += cross(corners_[i], corners_[(i + 1) % count_]);
  }
  return 0.5 * std::abs(twice);
}

ConvexPolygon ConvexPolygon::clipped(PointMm normal, double offset) const {
  ConvexPolygon out;
  for (std::size_t i = 0; i < count_; ++i) {
    const PointMm a = corners_[i];
    const PointMm b = corners_[(i + 1) % count_];
    const double da = dot(a, normal) - offset;
    const double db = dot(b, normal) - offset;
    if (da <= 0) out.push_back(a);
    if ((da < 0 && db > 0) || (da > 0 && db < 0)) out.push_back(a + (da / (da - db)) * (b - a));
  }
  return out;
}

PrintCells::PrintCells(const Footprint& footprint, const FootFrame& frame, double threshold_kpa,
                       std::span<const char> toes)
    : frame_(frame), cell_area_mm2_(footprint.plate.cell_area_mm2()) {
  const double hx = 0.5 * footprint.plate.pitch_x_mm;
  const double hy = 0.5 * footprint.plate.pitch_y_mm;
  const FootFrame turn{{0, 0}, frame.axis, frame.side};
  corner_offsets_ = {turn.to_foot({-hx, -hy}), turn.to_foot({hx, -hy}), turn.to_foot({hx, hy}),
                     turn.to_foot({-hx, hy})};
  for (const PointMm& corner : corner_offsets_) half_along_mm_ = std::max(half_along_mm_, corner.y);
  // 0: not active, 1: active, 2: a toe
  const auto kind = [&](std::size_t i) {
    const double peak = footprint.peak_kpa[i];
    if (peak <= 0 || peak < threshold_kpa) return 0;
    return !toes.empty() && toes[i] != 0 ? 2 : 1;
  };
  const auto rows = static_cast<std::size_t>(std::max(0, footprint.box.rows()));
  const auto cols = static_cast<std::size_t>(std::max(0, footprint.box.cols()));
  for (std::size_t i = 0; i < footprint.cells(); ++i) {
    const int own = kind(i);
    if (own == 0) continue;
    const std::size_t row = i / cols;
    const std::size_t col = i % cols;
    const bool inner = row > 0 && row + 1 < rows && col > 0 && col + 1 < cols &&
                       kind(i - cols) == own && kind(i + cols) == own && kind(i - 1) == own &&
                       kind(i + 1) == own;
    if (!inner) by_y_.push_back(static_cast<std::uint32_t>(cells_.size()));
    cells_.push_back(
        {i, frame.to_foot(footprint.cell_centre(i)), footprint.peak_kpa[i], own == 2, !inner});
  }
  std::sort(by_y_.begin(), by_y_.end(), [this](std::uint32_t a, std::uint32_t b) {
    return cells_[a].centre.y < cells_[b].centre.y;
  });
}

ConvexPolygon PrintCells::polygon(const PrintCell& cell) const {
  ConvexPolygon polygon;
  for (const PointMm& offset : corner_offsets_) polygon.push_back(cell.centre + offset);
  return polygon;
}

std::vector<PointMm> PrintCells::rim_corners() const {
  std::vector<PointMm> corners;
  for (const std::uint32_t i : by_y_) {
    for (const PointMm& offset : corner_offsets_) corners.push_back(cells_[i].centre + offset);
  }
  return corners;
}

std::optional<Extent> PrintCells::along(bool with_toes) const {
  Extent extent{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const PrintCell& cell : cells_) {
    if (cell.toe && !with_toes) continue;
    extent.lo = std::min(extent.lo, cell.centre.y - half_along_mm_);
    extent.hi = std::max(extent.hi, cell.centre.y + half_along_mm_);
  }
  if (extent.lo > extent.hi) return std::nullopt;
  return extent;
}

std::optional<Extent> PrintCells::across(double y, bool with_toes) const {
  Extent extent{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  const auto first = std::partition_point(by_y_.begin(), by_y_.end(), [&](std::uint32_t i) {
    return cells_[i].centre.y < y - half_along_mm_;
  });
  for (auto it = first; it != by_y_.end(); ++it) {
    const PrintCell& cell = cells_[*it];
    if (cell.centre.y > y + half_along_mm_) break;
    if (cell.toe && !with_toes) continue;
    const double up = y - cell.centre.y;
    for (std::size_t i = 0; i < 4; ++i) {
      const PointMm a = corner_offsets_[i];
      const PointMm b = corner_offsets_[(i + 1) % 4];
      if (a.y == b.y || up < std::min(a.y, b.y) || up > std::max(a.y, b.y)) continue;
      const double x = cell.centre.x + a.x + (up - a.y) / (b.y - a.y) * (b.x - a.x);
      extent.lo = std::min(extent.lo, x);
      extent.hi = std::max(extent.hi, x);
    }
  }
  if (extent.lo > extent.hi) return std::nullopt;
  return extent;
}

double PrintCells::area_between(double y0, double y1, bool with_toes) const {
  double area = 0;
  for (const PrintCell& cell : cells_) {
    if (cell.toe && !with_toes) continue;
    if (cell.centre.y + half_along_mm_ <= y0 || cell.centre.y - half_along_mm_ >= y1) continue;
    if (cell.centre.y - half_along_mm_ >= y0 && cell.centre.y + half_along_mm_ <= y1) {
      area += cell_area_mm2_;
      continue;
    }
    area += polygon(cell).clipped({0, 1}, y1).clipped({0, -1}, -y0).area();
  }
  return area;
}

}  // namespace solea
