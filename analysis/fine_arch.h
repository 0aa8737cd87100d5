#pragma once

#include <optional>
#include <span>

#include "analysis/arch.h"
#include "analysis/fine_print.h"
#include "analysis/foot_frame.h"
#include "analysis/foot_geometry.h"
#include "analysis/settings.h"

namespace solea {

/// Thirds of the toeless print along the frame's axis by the area that is covered between the
/// cells, in mm2. `toes` flags the parts beyond the toe line; empty: no toes. Nothing without a
/// covered part.
[[nodiscard]] std::optional<ArchThirds> arch_thirds(const FinePrint& print, const FootFrame& frame,
                                                    std::span<const char> toes);

/// The foot's frame and toe parts in a fine print.
struct FineFoot {
  FootFrame frame;
  std::vector<char> toes;  ///< one flag per part
};

/// Axis from the heel's centre along the middle of the second toe's sector (0.42 alpha, metrics.md
/// 7.3) to the print's tip, toes beyond the path of least pressure. Both follow areas and border
/// lines, no single cell. `foot` is what whole cells found: the side, a first axis, whether there
/// are toes. Nothing where the print has no border lines.
[[nodiscard]] std::optional<FineFoot> find_fine_foot(const FinePrint& print,
                                                     const FootGeometry& foot,
                                                     const AnalysisSettings& settings);

}  // namespace solea
