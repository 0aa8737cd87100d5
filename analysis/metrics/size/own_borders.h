#pragma once

#include <optional>

#include "analysis/metric.h"

namespace solea::metrics {

/// The border lines of the step's own print, also where its foot was laid over it from another
/// step. Nothing where the print does not reach them.
inline std::optional<BorderLines> own_borders(const StepContext& step) {
  if (step.geometry == nullptr) return std::nullopt;
  const FootGeometry& foot = *step.geometry;
  if (foot.axis_source != AxisSource::template_step) return foot.borders;
  return find_borders(foot.print, {0, foot.reference_length_mm});
}

}  // namespace solea::metrics
