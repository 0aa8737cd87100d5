#pragma once

#include <optional>
#include <vector>

#include "analysis/analyze.h"
#include "core/polygon_mask.h"

namespace solea::station {

/// The ten anatomical zones of a step as polygons in the foot frame, neighbours with corners in
/// common, to be dragged: lines of the heel and the forefoot at the fractions of the settings, rays
/// between the foot's borders (metrics.md 7.3). Nothing where the print is no whole foot.
[[nodiscard]] std::optional<PolygonMask> zones_of(const StepResult& step,
                                                  const AnalysisSettings& settings);

/// Every corner once.
[[nodiscard]] std::vector<PointMm> corners_of(const PolygonMask& mask);

/// The mask with a corner elsewhere, in every zone that has it. Nothing where zones would cross or
/// overlap.
[[nodiscard]] std::optional<PolygonMask> with_corner_at(const PolygonMask& mask, PointMm corner,
                                                        PointMm place);

}  // namespace solea::station
