#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "analysis/analyze.h"

namespace solea {

/// The foot of a partial print, or of one whose toes show no valley, from another step of the same
/// recording: the valid whole step, of the same side unless the side is in doubt, that agrees best
/// after registration (metrics.md 7.4, 8). Nothing where the step needs none or no other fits.
[[nodiscard]] std::optional<FootGeometry> geometry_from_other_step(
    std::span<const StepResult> steps, std::size_t index, const AnalysisSettings& settings);

}  // namespace solea
