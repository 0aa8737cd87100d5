#pragma once

#include <cstdint>
#include <string_view>

#include "analysis/geometry_settings.h"
#include "analysis/step_curves.h"
#include "core/footprint.h"

namespace solea {

/// How much of a foot a print shows. `forefoot`: no heel; `heel`: no ball.
enum class PrintPart : std::uint8_t { whole, forefoot, heel };

[[nodiscard]] std::string_view to_string(PrintPart part) noexcept;

/// A first axis of a print, good to some ten degrees, and what the print shows.
struct PrintOrientation {
  PointMm axis{0, 1};  ///< unit vector on the plate, heel to toe
  PrintPart part = PrintPart::whole;
};

/// Smallest rectangle around the print; its long side is the axis of a whole print. The centre of
/// pressure tells which end is the heel, else the widths do. A print too short for its width is a
/// part of a foot: then the side of the rectangle that the centre of pressure follows is the axis.
[[nodiscard]] PrintOrientation orient_print(const Footprint& footprint, const StepCurves& curves,
                                            double threshold_kpa, const GeometrySettings& settings);

/// Widest line of a band of the print, mm; 0 without cells there.
[[nodiscard]] double widest_mm(const class PrintCells& print, double y0, double y1, bool with_toes);

}  // namespace solea
