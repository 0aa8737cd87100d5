#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/foot_frame.h"
#include "analysis/print_cells.h"
#include "analysis/settings.h"
#include "analysis/side.h"
#include "analysis/step_curves.h"
#include "core/footprint.h"

namespace solea {

/// A straight line in the foot frame through two points, heel end first.
struct TangentLine {
  PointMm heel;
  PointMm ball;
};

/// The border lines of a print and the fan of rays between them (metrics.md 7.3, steps 3 and 4).
struct BorderLines {
  TangentLine medial;
  TangentLine lateral;
  double alpha_deg = 0;  ///< angle between them, positive when they open towards the toes

  /// Where a point lies between the medial (0) and the lateral line (1): as a fraction of alpha
  /// around their intersection; by distance where the lines are almost parallel.
  [[nodiscard]] double fraction(PointMm p) const;
  /// Unit normal and offset of the ray at `fraction` of alpha: dot(p, normal) <= offset is medial.
  struct Ray {
    PointMm normal;
    double offset = 0;
  };
  [[nodiscard]] Ray ray(double fraction) const;
};

/// How the foot axis was found.
enum class AxisSource : std::uint8_t { second_toe, tangents };

/// Where the foot is on the plate and how it is made up. Everything in the foot frame.
struct FootGeometry {
  FootFrame frame;
  double side_confidence = 0;
  AxisSource axis_source = AxisSource::second_toe;
  PrintCells print;               ///< active cells, toes flagged
  std::vector<PointMm> toe_line;  ///< from medial to lateral
  BorderLines borders;
  double length_mm = 0;  ///< with toes
  double toeless_length_mm = 0;
  double forefoot_width_mm = 0;  ///< widest line of the ball, toes excluded
  double heel_width_mm = 0;      ///< widest line of the heel
};

/// Finds side, axis, tangents and toe line from a footprint (metrics.md 3.1, 7.3, 7.5). Nothing
/// when the print is too small to be a foot. `curves` tell which end is the heel and help with the
/// side.
[[nodiscard]] std::optional<FootGeometry> measure_geometry(const Footprint& footprint,
                                                           const StepCurves& curves,
                                                           const AnalysisSettings& settings);

}  // namespace solea
