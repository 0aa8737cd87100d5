#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/foot_frame.h"
#include "analysis/geometry_settings.h"
#include "analysis/pressure_valley.h"
#include "analysis/print_cells.h"
#include "core/footprint.h"

namespace solea {

/// How the toe line was found (metrics.md 7.4), in the order they are tried. `none`: the print
/// shows no toes.
enum class ToeLineSource : std::uint8_t { valley, template_step, percent, none };

[[nodiscard]] std::string_view to_string(ToeLineSource source) noexcept;

/// The line between metatarsal heads and toes.
struct ToeLine {
  ToeLineSource source = ToeLineSource::none;
  ZonePath path;           ///< across, from medial to lateral; no points without toes
  std::vector<char> toes;  ///< one flag per cell of the footprint's box: distal of the path
};

/// The widest line across the front of a print.
struct BallLine {
  double y = 0;  ///< y', middle of the lines of nearly that width
  double width_mm = 0;
  Extent x;  ///< outer edges there
};

/// Searched from `from` on along the axis; lines count that have `nearly_widest` of the largest
/// width. Nothing where the print has no cell there.
[[nodiscard]] std::optional<BallLine> find_ball(const PrintCells& print, double from,
                                                double nearly_widest);

/// Peaks of the maximum pressure picture that stand out from what surrounds them by `prominence` of
/// their own pressure (the lowest way to any higher cell lies that much lower); islands stand out.
[[nodiscard]] std::vector<PointMm> find_peaks(const Footprint& footprint, const FootFrame& frame,
                                              double threshold_kpa, double prominence);

/// Where the toe line may run: across the front of a print, near the usual line between ball and
/// toes. Nothing where the print has no cell there. `foot` is the y' range of the whole foot.
[[nodiscard]] std::optional<ValleyCorridor> toe_corridor(const Footprint& footprint,
                                                         const PrintCells& print, Extent foot,
                                                         const GeometrySettings& settings);

/// Toe line of a print in its frame. Toes are there where peaks stand before the ball: then the
/// least-cost path across the front; where the print reaches far before the ball without such
/// peaks, a line at a percentage; else no toes. `foot` is the y' range of the whole foot.
[[nodiscard]] ToeLine find_toe_line(const Footprint& footprint, const FootFrame& frame, Extent foot,
                                    double threshold_kpa, const GeometrySettings& settings);

/// Flags the loaded cells whose centre is distal of the path.
[[nodiscard]] std::vector<char> cells_beyond(const Footprint& footprint, const FootFrame& frame,
                                             const ZonePath& path);

}  // namespace solea
