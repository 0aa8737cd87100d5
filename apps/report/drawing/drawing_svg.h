#pragma once

#include <string>

#include "apps/report/drawing/drawing.h"

namespace solea::report {

/// A drawing as one inline SVG element. Tones are classes (`svg_style`), so that the page decides
/// on their colours.
[[nodiscard]] std::string to_svg(const Drawing& drawing);

/// CSS rules for the classes of to_svg; tones are the custom properties --ink, --quiet, ...
[[nodiscard]] std::string svg_style();

}  // namespace solea::report
