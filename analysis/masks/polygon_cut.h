#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "analysis/print_cells.h"
#include "analysis/zones.h"
#include "core/polygon_mask.h"

namespace solea {

/// Id of the zone of what lies in no polygon of a user's mask.
inline constexpr std::string_view unassigned_zone = "unassigned";

/// Area of the part of a polygon, convex or not, that lies in a convex one, mm2: the polygon
/// clipped by each side of the convex one (Sutherland & Hodgman 1974).
[[nodiscard]] double overlap_mm2(std::span<const PointMm> polygon, const ConvexPolygon& convex);

/// Area that two polygons share, convex or not, mm2.
[[nodiscard]] double overlap_mm2(std::span<const PointMm> a, std::span<const PointMm> b);

/// Throws std::invalid_argument with what is wrong: no zones, an id that is empty, used twice,
/// reserved or not lower case, fewer than three corners, a polygon without area or that crosses
/// itself, two that overlap by more than 1 mm2.
void check_polygons(const PolygonMask& mask);

/// The cells of each zone, in the mask's order, and last those in none: each cell's weights, its
/// parts by area, sum to 1.
[[nodiscard]] std::vector<std::vector<ZoneCell>> cut_polygons(const PrintCells& print,
                                                              const PolygonMask& mask);

}  // namespace solea
