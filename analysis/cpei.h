#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/cop_path.h"
#include "analysis/foot_geometry.h"
#include "analysis/settings.h"

namespace solea {

/// Centre of pressure excursion, and the foot's width on the same line (metrics.md 4.2).
struct CopExcursion {
  double excursion_mm = 0;  ///< positive: the centre of pressure runs lateral of the line
  double width_mm = 0;
  /// Excursion as percent of the width (CPEI).
  [[nodiscard]] double index_pct() const { return 100 * excursion_mm / width_mm; }
};

/// Distance along a line across the foot from the straight line a-b to a path, where the path first
/// crosses y = `y`. x is lateral and y along. Nothing when the path does not cross.
[[nodiscard]] std::optional<double> excursion_mm(std::span<const PointMm> path, PointMm a,
                                                 PointMm b, double y);

/// The points that an excursion may use: force at least max(trim force, trim fraction of the
/// largest force).
[[nodiscard]] std::vector<CopPoint> trimmed_path(const CopPath& path,
                                                 const AnalysisSettings& settings);

/// Song 1996: length along the medial border with toes, line from first to last point, excursion at
/// two thirds of the length, perpendicular to the border. `path` in the foot frame, trimmed.
[[nodiscard]] std::optional<CopExcursion> cpei_song(std::span<const PointMm> path,
                                                    const FootGeometry& geometry);

/// As in the public package pressuRe (Telfer): medial line is the longest edge of the hull of the
/// medial edge points, 2/3 of the smallest rectangle's length, line along the longest chord of the
/// path, width to the lateral hull, unsigned.
[[nodiscard]] std::optional<CopExcursion> cpei_telfer(std::span<const PointMm> path,
                                                      const FootGeometry& geometry);

/// As in the public code PabRD: along the medial border, line from the most medial point of the
/// path in the proximal third to its most medial one in the distal quarter, excursion at two thirds
/// of the length with toes, over the largest width of the distal half. Nothing where the path does
/// not reach those parts.
[[nodiscard]] std::optional<CopExcursion> cpei_pabrd(std::span<const PointMm> path,
                                                     const FootGeometry& geometry);

/// The two points of a path that lie farthest from each other, first in time first.
[[nodiscard]] std::optional<std::pair<PointMm, PointMm>> longest_chord(
    std::span<const PointMm> path);

}  // namespace solea
