#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/border_lines.h"
#include "analysis/foot_frame.h"
#include "analysis/print_cells.h"
#include "analysis/print_orientation.h"
#include "analysis/settings.h"
#include "analysis/side.h"
#include "analysis/step_curves.h"
#include "analysis/toe_line.h"
#include "core/footprint.h"

namespace solea {

/// How the foot axis was found: heel centre to second toe tip; the bisector of the border lines
/// where there are no toes; the smallest rectangle of a partial print; another step's foot.
enum class AxisSource : std::uint8_t { second_toe, tangents, rectangle, template_step };

[[nodiscard]] std::string_view to_string(AxisSource source) noexcept;

/// The narrowest part of the midfoot.
struct Isthmus {
  double width_mm = 0;  ///< outer edges; 0 where the arch leaves no print
  Extent along;         ///< y' range of the lines that narrow
};

/// Where the foot is on the plate and how it is made up. Everything in the foot frame.
struct FootGeometry {
  FootFrame frame;
  double side_confidence = 0;
  PrintPart part = PrintPart::whole;  ///< what the print shows of the foot
  AxisSource axis_source = AxisSource::second_toe;
  PrintCells print;  ///< active cells, toes flagged
  ToeLineSource toe_line_source = ToeLineSource::none;
  std::vector<PointMm> toe_line;  ///< from medial to lateral; empty without toes
  BorderLines borders;
  ZonePath hallux_line;    ///< along, between hallux and lesser toes: low pressure near 0.33 alpha
  ZonePath heel_line;      ///< across, low pressure near the heel line; for refined masks
  ZonePath forefoot_line;  ///< across, low pressure near the line between midfoot and forefoot
  double length_mm = 0;    ///< of the print, with the toes that are there
  double toeless_length_mm = 0;
  /// Length of the foot's print with toes, from the frame's origin, that percentages refer to
  /// (metrics.md 7.2): `length_mm` of a whole print with toes; else from another step or from
  /// usual proportions.
  double reference_length_mm = 0;
  double forefoot_width_mm = 0;    ///< widest line of the ball, toes excluded; 0 without a ball
  double heel_width_mm = 0;        ///< widest line of the heel; 0 without a heel
  std::optional<Isthmus> isthmus;  ///< between the heel and the forefoot line; of whole prints
};

/// Finds side, axis, tangents and toe line from a footprint (metrics.md 3.1, 7.3, 7.5). Nothing
/// when the print is too small to be a foot. `curves` tell which end is the heel and help with the
/// side.
[[nodiscard]] std::optional<FootGeometry> measure_geometry(const Footprint& footprint,
                                                           const StepCurves& curves,
                                                           const AnalysisSettings& settings);

/// Centroid of the area of the proximal `fraction` of a print that lies in `length` along its axis,
/// cells cut exactly (metrics.md 3.1), in the print's frame. Nothing without cells there.
[[nodiscard]] std::optional<PointMm> heel_centre(const PrintCells& print, Extent length,
                                                 double fraction);

/// The foot of another step laid over this print: `frame` is that foot's frame on this plate.
/// Lines and reference length are the other foot's, cells and lengths this print's (metrics.md
/// 7.4, template).
[[nodiscard]] std::optional<FootGeometry> geometry_from_template(const Footprint& footprint,
                                                                 const FootGeometry& other,
                                                                 const FootFrame& frame,
                                                                 const AnalysisSettings& settings);

}  // namespace solea
