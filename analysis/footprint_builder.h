#pragma once

#include "analysis/step_curves.h"
#include "core/footprint.h"
#include "core/step_movie.h"

namespace solea {

/// Peak, mean and integral picture of a step (metrics.md 1.7, 1.15): peak over all its frames, mean
/// and trapezoid integral over its contact frames.
[[nodiscard]] Footprint make_footprint(const StepMovie& movie, const StepCurves& curves);

}  // namespace solea
