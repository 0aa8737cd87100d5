#pragma once

#include <optional>

#include "analysis/metrics/region.h"

namespace solea::metrics {

/// How far along the foot axis a place lies, in percent of a length from the heel.
inline std::optional<double> place_along_pct(const StepContext& step, PointMm place,
                                             double length_mm) {
  return quotient(100 * step.geometry->frame.to_foot(place).y, length_mm);
}

/// The centre of pressure at first contact; nothing without contact or geometry.
inline std::optional<PointMm> first_cop(const StepContext& step) {
  if (step.geometry == nullptr || !step.curves.has_contact) return std::nullopt;
  return *step.curves.cop[step.curves.first_contact];
}

}  // namespace solea::metrics
