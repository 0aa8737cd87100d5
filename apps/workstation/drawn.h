#pragma once

#include <vector>

#include "analysis/averages.h"
#include "apps/station/compare.h"
#include "apps/station/review.h"
#include "apps/workstation/widgets/foot_map.h"

/// Steps as pictures.
namespace solea::workstation {

/// A step with its peak pressures, zones, axis and path, toes up.
[[nodiscard]] DrawnFoot drawn_step(const station::Review& review, std::size_t step);

/// The pressures of one frame of a step in the same place.
[[nodiscard]] std::vector<FootPicture::Cell> frame_cells(const station::Review& review,
                                                         std::size_t step, std::size_t frame);
/// The centre of pressure then.
[[nodiscard]] std::optional<PointMm> frame_cop(const station::Review& review, std::size_t step,
                                               std::size_t frame);

/// A print of a comparison: `values`, one a cell of its box.
[[nodiscard]] DrawnFoot drawn_print(const Footprint& print, const std::vector<float>& values,
                                    const FootFrame& frame, bool difference, double least_kpa);

/// A step's peak pressures on the plate, for 3-D.
[[nodiscard]] PressurePicture relief_of(const station::Review& review, std::size_t step);

/// The step to begin with: the first valid one of a side, or the first of that side. Nothing
/// without one.
[[nodiscard]] std::optional<std::size_t> step_of_side(const station::Review& review, Side side);

}  // namespace solea::workstation
