#include "analysis/print_orientation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "analysis/convex_hull.h"
#include "analysis/print_cells.h"
#include "analysis/toe_line.h"

namespace solea {

namespace {

constexpr double line_spacing_mm = 0.5;  // metrics.md 3.3

struct Rectangle : SmallestRectangle {
  double solidity = 0;  ///< area of the cells over that of a convex print of the same outline
};

Rectangle rectangle_around(const Footprint& footprint, double threshold_kpa) {
  const PrintCells print(footprint, {}, threshold_kpa);
  std::vector<PointMm> centres;
  for (const PrintCell& cell : print.cells()) {
    if (cell.rim) centres.push_back(cell.centre);
  }
  // The hull of the centres grown by half a cell: steps of the outline do not count as hollows.
  const std::vector<PointMm> inner = convex_hull(centres);
  double twice_area = 0;
  double border_mm = 0;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    const PointMm p = inner[i];
    const PointMm q = inner[(i + 1) % inner.size()];
    twice_area += cross(p, q);
    border_mm += std::hypot(q.x - p.x, q.y - p.y);
  }
  const double half_cell_mm = 0.25 * (footprint.plate.pitch_x_mm + footprint.plate.pitch_y_mm);
  const double convex =
      0.5 * std::abs(twice_area) + half_cell_mm * border_mm + print.cell_area_mm2();
  const double area = static_cast<double>(print.cells().size()) * print.cell_area_mm2();
  return {smallest_rectangle(convex_hull(print.rim_corners())), area / convex};
}

/// From the mean of the first to the mean of the last eighth of the centre of pressure's path.
std::optional<PointMm> cop_travel(const StepCurves& curves) {
  std::vector<PointMm> path;
  for (const auto& cop : curves.cop) {
    if (cop) path.push_back(*cop);
  }
  if (path.size() < 4) return std::nullopt;
  const std::size_t n = std::max<std::size_t>(1, path.size() / 8);
  PointMm travel;
  for (std::size_t i = 0; i < n; ++i) travel = travel + path[path.size() - 1 - i] - path[i];
  return (1 / static_cast<double>(n)) * travel;
}

/// True when the axis points from toe to heel. A rolling foot leaves the plate with its front; of a
/// standing foot the ball is wider than the heel.
bool points_backwards(const PrintCells& print, const StepCurves& curves,
                      const GeometrySettings& settings) {
  const Extent length = *print.along(true);
  std::vector<double> path;
  for (const auto& cop : curves.cop) {
    if (cop) path.push_back(print.frame().to_foot(*cop).y);
  }
  if (path.size() >= 4) {
    const std::size_t tail = std::max<std::size_t>(1, path.size() / 8);
    double last = 0;
    for (std::size_t i = path.size() - tail; i < path.size(); ++i) last += path[i];
    const double from_middle = last / static_cast<double>(tail) - 0.5 * (length.lo + length.hi);
    if (std::abs(from_middle) > settings.roll_over * length.size()) return from_middle < 0;
  }
  const auto at = [&](double fraction) { return length.lo + fraction * length.size(); };
  return widest_mm(print, at(0.60), at(0.85), true) < widest_mm(print, at(0.15), at(0.40), true);
}

/// What a print as long as a whole foot shows.
PrintPart part_of_long(const PrintCells& print, const GeometrySettings& settings) {
  const Extent length = *print.along(true);
  const auto at = [&](double fraction) { return length.lo + fraction * length.size(); };
  const double ball = widest_mm(print, at(0.5), at(1.0), true);
  const double heel = widest_mm(print, at(0.05), at(0.25), true);
  if (heel < settings.heel_fullness * ball) return PrintPart::forefoot;
  return ball < settings.ball_fullness * heel ? PrintPart::heel : PrintPart::whole;
}

/// What a print too short for a whole foot shows: a heel is one full pad, a forefoot has toes or
/// the peaks of several metatarsal heads.
PrintPart part_of_short(const Footprint& footprint, const FootFrame& frame, double threshold_kpa,
                        double solidity, const GeometrySettings& settings) {
  const auto peaks = find_peaks(footprint, frame, threshold_kpa, settings.toe_prominence);
  return peaks.size() <= 2 && solidity >= settings.heel_solidity ? PrintPart::heel
                                                                 : PrintPart::forefoot;
}

}  // namespace

std::string_view to_string(PrintPart part) noexcept {
  switch (part) {
    case PrintPart::whole:
      return "whole";
    case PrintPart::forefoot:
      return "forefoot";
    case PrintPart::heel:
      break;
  }
  return "heel";
}

double widest_mm(const PrintCells& print, double y0, double y1, bool with_toes) {
  double widest = 0;
  for (double y = y0; y <= y1; y += line_spacing_mm) {
    if (const auto x = print.across(y, with_toes)) widest = std::max(widest, x->size());
  }
  return widest;
}

PrintOrientation orient_print(const Footprint& footprint, const StepCurves& curves,
                              double threshold_kpa, const GeometrySettings& settings) {
  const Rectangle rectangle = rectangle_around(footprint, threshold_kpa);
  PrintOrientation result;
  FootFrame frame;
  if (rectangle.length_mm >= settings.whole_aspect * rectangle.width_mm) {
    frame.axis = rectangle.long_side;
    if (points_backwards(PrintCells(footprint, frame, threshold_kpa), curves, settings)) {
      frame.axis = -1.0 * frame.axis;
    }
    result.axis = frame.axis;
    result.part = part_of_long(PrintCells(footprint, frame, threshold_kpa), settings);
    return result;
  }
  // The way the centre of pressure goes; where it stays, forward on the plate.
  PointMm way{0, 1};
  const auto travel = cop_travel(curves);
  if (travel && std::hypot(travel->x, travel->y) > settings.roll_over * rectangle.length_mm)
    way = *travel;
  const PointMm a = rectangle.long_side;
  const PointMm b{-a.y, a.x};
  result.axis = a;
  for (const PointMm& side : {a, -1.0 * a, b, -1.0 * b}) {
    if (dot(side, way) > dot(result.axis, way)) result.axis = side;
  }
  frame.axis = result.axis;
  result.part = part_of_short(footprint, frame, threshold_kpa, rectangle.solidity, settings);
  return result;
}

}  // namespace solea
