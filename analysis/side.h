#pragma once

#include "analysis/print_cells.h"
#include "analysis/side_settings.h"
#include "analysis/step_curves.h"
#include "core/step.h"

namespace solea {

/// Left or right, and how sure: 0 when the votes cancel, 1 when they agree clearly.
struct SideVote {
  Side side = Side::unknown;
  double confidence = 0;
};

/// Decides the side by voting (metrics.md 7.5): more of the print's hull is medial (a), the arch is
/// hollow medially, the front of the foot reaches farthest medially, the centre of pressure bulges
/// laterally in midstance. `print` must be in a frame whose axis runs from heel to toe and whose
/// side is still unknown.
[[nodiscard]] SideVote vote_side(const PrintCells& print, const StepCurves& curves,
                                 const SideSettings& how);

}  // namespace solea
