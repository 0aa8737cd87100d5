#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "analysis/foot_geometry.h"

/// Arch indices from points, widths and areas of a toeless print (metrics.md 3.2, 3.3). Everything
/// in the foot frame: x' lateral, y' from heel to toe. Undefined is empty.
namespace solea {

/// Least width of the midfoot as percent of the largest of the forefoot, both perpendicular to the
/// foot axis (Chippaux-Smirak).
[[nodiscard]] std::optional<double> chippaux_smirak_pct(double isthmus_mm, double forefoot_mm);

/// Least width of the midfoot over the largest of the heel (Staheli 1987).
[[nodiscard]] std::optional<double> staheli_index(double isthmus_mm, double heel_mm);

/// Share of the middle third in a sum over the thirds, heel first (Chu 1995).
[[nodiscard]] std::optional<double> modified_arch_index(const std::array<double, 3>& thirds);

/// Sums of pressure of the thirds of the toeless print, heel first, cells cut exactly. `kpa`: one
/// value per cell of the footprint's box.
[[nodiscard]] std::optional<std::array<double, 3>> pressure_thirds(const PrintCells& print,
                                                                   std::span<const float> kpa);

/// The line that touches the medial edge of heel and ball: in each of the bands 10 to 30 % and 60
/// to 80 % of the length (metrics.md 7.3) the middle of the points within half a millimetre of the
/// one farthest out, seen along the line itself.
/// `contour` from heel to toe line, without stairs. Nothing when a band is empty.
[[nodiscard]] std::optional<TangentLine> medial_tangent(std::span<const PointMm> contour,
                                                        double length_mm);

/// Distance of a point from the medial border line, mm, positive on the foot's side.
[[nodiscard]] double distance_from_border_mm(const TangentLine& border, PointMm p);

/// The middle of the contour points within half a millimetre of the one farthest from the medial
/// border line; nothing without points.
[[nodiscard]] std::optional<PointMm> deepest_arch_point(const TangentLine& border,
                                                        std::span<const PointMm> contour);

/// Angle at the border line's forefoot point between the line and the direction to a point, deg.
/// With the deepest point of the arch it is Clarke's angle (1933).
[[nodiscard]] double clarke_angle_deg(const TangentLine& border, PointMm arch_point);

/// Clarke's angle in its other form: to the line tangent to the arch, the largest angle over the
/// contour's points.
[[nodiscard]] std::optional<double> clarke_tangent_angle_deg(const TangentLine& border,
                                                             std::span<const PointMm> contour);

/// Area between the medial border line and the contour, mm2; where the contour lies beyond the line
/// it counts as none.
[[nodiscard]] double arch_area_mm2(const TangentLine& border, std::span<const PointMm> contour);

/// Area without contact over an area of contact: footprint index (Irwin 1937) with the whole
/// toeless print, truncated arch index (Hawes 1992) with its part between the tangent points.
[[nodiscard]] std::optional<double> area_ratio(double arch_mm2, double contact_mm2);

/// Straight distance over the length along the contour (Hawes 1992).
[[nodiscard]] std::optional<double> arch_length_index(double chord_mm, double arc_mm);

/// Length of a polyline, mm.
[[nodiscard]] double polyline_mm(std::span<const PointMm> points);

/// A contour without the stairs of the cells: each point is the mean of its neighbours within half
/// a window, mm; the window shrinks towards the ends, which stay where they are.
[[nodiscard]] std::vector<PointMm> smoothed_contour(std::span<const PointMm> contour,
                                                    double window_mm);

}  // namespace solea
