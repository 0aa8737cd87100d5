#include "analysis/footprint_indices.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace solea {

namespace {

std::optional<double> ratio(double numerator, double denominator) {
  if (!(denominator > 0)) return std::nullopt;
  return numerator / denominator;
}

constexpr double touch_mm = 0.5;  // points so near to the farthest one touch a line as well

/// Mean of the points within `touch_mm` of the farthest by a distance in mm; nothing without
/// points. A border that is nearly straight has no sharp farthest point: the middle stays where it
/// is.
template <class Distance>
std::optional<PointMm> middle_of_farthest(std::span<const PointMm> points, Distance distance) {
  if (points.empty()) return std::nullopt;
  double most = distance(points.front());
  for (const PointMm& p : points) most = std::max(most, distance(p));
  PointMm sum;
  double count = 0;
  for (const PointMm& p : points) {
    if (distance(p) < most - touch_mm) continue;
    sum = sum + p;
    ++count;
  }
  return (1 / count) * sum;
}

}  // namespace

std::optional<double> chippaux_smirak_pct(double isthmus_mm, double forefoot_mm) {
  return ratio(100 * isthmus_mm, forefoot_mm);
}

std::optional<double> staheli_index(double isthmus_mm, double heel_mm) {
  return ratio(isthmus_mm, heel_mm);
}

std::optional<double> modified_arch_index(const std::array<double, 3>& thirds) {
  return ratio(thirds[1], thirds[0] + thirds[1] + thirds[2]);
}

std::optional<std::array<double, 3>> pressure_thirds(const PrintCells& print,
                                                     std::span<const float> kpa) {
  const auto length = print.along(false);
  if (!length) return std::nullopt;
  const double y1 = length->lo + length->size() / 3;
  const double y2 = length->hi - length->size() / 3;
  std::array<double, 3> sums{};
  for (const PrintCell& cell : print.cells()) {
    if (cell.toe) continue;
    const ConvexPolygon box = print.polygon(cell);
    const double behind_y1 = box.clipped({0, 1}, y1).area() / print.cell_area_mm2();
    const double behind_y2 = box.clipped({0, 1}, y2).area() / print.cell_area_mm2();
    const double p = kpa[cell.index];
    sums[0] += p * behind_y1;
    sums[1] += p * (behind_y2 - behind_y1);
    sums[2] += p * (1 - behind_y2);
  }
  return sums;
}

std::optional<TangentLine> medial_tangent(std::span<const PointMm> contour, double length_mm) {
  struct Band {
    double from, to;
  };
  constexpr Band heel{0.10, 0.30};
  constexpr Band ball{0.60, 0.80};
  constexpr int rounds = 5;  // settle after two or three
  // Farthest to medial, seen along a direction.
  const auto outermost = [&](Band band, PointMm along) -> std::optional<PointMm> {
    std::vector<PointMm> points;
    for (const PointMm& p : contour) {
      if (p.y >= band.from * length_mm && p.y <= band.to * length_mm) points.push_back(p);
    }
    return middle_of_farthest(
        points, [along](PointMm p) { return -cross(p, along) / std::hypot(along.x, along.y); });
  };
  std::optional<TangentLine> line;
  PointMm along{0, 1};
  for (int round = 0; round < rounds; ++round) {
    const auto a = outermost(heel, along);
    const auto b = outermost(ball, along);
    if (!a || !b) return std::nullopt;
    line = TangentLine{*a, *b};
    along = *b - *a;
  }
  return line;
}

double distance_from_border_mm(const TangentLine& border, PointMm p) {
  const PointMm along = border.ball - border.heel;
  return cross(p - border.heel, along) / std::hypot(along.x, along.y);
}

std::optional<PointMm> deepest_arch_point(const TangentLine& border,
                                          std::span<const PointMm> contour) {
  return middle_of_farthest(contour, [&](PointMm p) { return distance_from_border_mm(border, p); });
}

double clarke_angle_deg(const TangentLine& border, PointMm arch_point) {
  const PointMm back = border.heel - border.ball;
  const PointMm to_arch = arch_point - border.ball;
  return 180 / std::numbers::pi * std::atan2(cross(back, to_arch), dot(back, to_arch));
}

std::optional<double> clarke_tangent_angle_deg(const TangentLine& border,
                                               std::span<const PointMm> contour) {
  std::optional<double> largest;
  for (const PointMm& p : contour) {
    const double angle = clarke_angle_deg(border, p);
    largest = std::max(largest.value_or(angle), angle);
  }
  return largest;
}

double arch_area_mm2(const TangentLine& border, std::span<const PointMm> contour) {
  const PointMm along = border.ball - border.heel;
  const double length = std::hypot(along.x, along.y);
  double area = 0;
  for (std::size_t i = 1; i < contour.size(); ++i) {
    const double depth = 0.5 * (std::max(0.0, distance_from_border_mm(border, contour[i - 1])) +
                                std::max(0.0, distance_from_border_mm(border, contour[i])));
    area += depth * dot(contour[i] - contour[i - 1], along) / length;
  }
  return area;
}

std::optional<double> area_ratio(double arch_mm2, double contact_mm2) {
  return ratio(arch_mm2, contact_mm2);
}

std::optional<double> arch_length_index(double chord_mm, double arc_mm) {
  return ratio(chord_mm, arc_mm);
}

double polyline_mm(std::span<const PointMm> points) {
  double length = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const PointMm d = points[i] - points[i - 1];
    length += std::hypot(d.x, d.y);
  }
  return length;
}

std::vector<PointMm> smoothed_contour(std::span<const PointMm> contour, double window_mm) {
  const double reach_mm = 0.5 * window_mm + 1e-6;  // whole spacings are within, however rounded
  std::vector<PointMm> smooth;
  smooth.reserve(contour.size());
  const std::size_t n = contour.size();
  for (std::size_t i = 0; i < n; ++i) {
    PointMm sum = contour[i];
    double count = 1;
    for (std::size_t d = 1; d <= std::min(i, n - 1 - i); ++d) {
      const PointMm a = contour[i - d];
      const PointMm b = contour[i + d];
      if (contour[i].y - a.y > reach_mm || b.y - contour[i].y > reach_mm) break;
      sum = sum + a + b;
      count += 2;
    }
    smooth.push_back((1 / count) * sum);
  }
  return smooth;
}

}  // namespace solea
