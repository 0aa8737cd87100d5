#pragma once

#include <algorithm>
#include <optional>

#include "analysis/metric.h"

namespace solea::metrics {

/// Range over the contact frames of one coordinate of the filtered centre of pressure in the foot
/// frame, mm. Undefined without geometry or contact.
inline std::optional<double> cop_range_mm(const StepContext& step, double PointMm::*coordinate) {
  if (step.geometry == nullptr) return std::nullopt;
  std::optional<Extent> range;
  for (const CopPoint& p : step.parts.cop.points) {
    const double at = step.geometry->frame.to_foot(p.at).*coordinate;
    range = range ? Extent{std::min(range->lo, at), std::max(range->hi, at)} : Extent{at, at};
  }
  if (!range) return std::nullopt;
  return range->size();
}

}  // namespace solea::metrics
