#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/analyze.h"
#include "analysis/gait/gait.h"

/// The butterfly of the whole body's centre of pressure over strides (metrics.md 4.4) [R]: its
/// definitions are Solea's own and were not held against a vendor's manual.
namespace solea::gait {

/// One moment: force-weighted mean of the feet, in the walker's frame.
struct CyclogramPoint {
  double time_s = 0;
  double lateral_mm = 0;  ///< to the right
  double along_mm = 0;    ///< forward
  double force_n = 0;
};

/// One stride of the left foot.
struct CyclogramCycle {
  /// Where the lines of the two double supports (centre at the new foot's contact to the centre at
  /// the old one's end) cross.
  double along_mm = 0;    ///< from the mean of the two heels at contact, forward
  double lateral_mm = 0;  ///< from the middle between the two heels, to the right
};

struct Cyclogram {
  std::vector<CyclogramPoint> points;  ///< of the longest pass
  std::vector<CyclogramCycle> cycles;
  std::optional<double> along_mm, lateral_mm;        ///< means
  std::optional<double> along_sd_mm, lateral_sd_mm;  ///< variability over the cycles
};

/// The longest pass, its mean velocity taken off.
[[nodiscard]] Cyclogram make_cyclogram(const AnalysisResult& result,
                                       std::span<const Footfall> footfalls,
                                       const GaitSettings& settings);

/// The crossing of line a1-a2 with line b1-b2; nothing for parallel ones.
[[nodiscard]] std::optional<PointMm> crossing(PointMm a1, PointMm a2, PointMm b1, PointMm b2);

/// Gait line of a footfall: the y' range of its centre of pressure (metrics.md 4.3).
struct GaitLine {
  std::optional<double> length_mm;          ///< nothing of footfalls that are not valid
  std::optional<double> single_support_mm;  ///< while the other foot is in the air
};

/// One for each footfall. Single support is known between valid footfalls of the other foot.
[[nodiscard]] std::vector<GaitLine> measure_gait_lines(const AnalysisResult& result,
                                                       std::span<const Footfall> footfalls,
                                                       const GaitSettings& settings);

}  // namespace solea::gait
