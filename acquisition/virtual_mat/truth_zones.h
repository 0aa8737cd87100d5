#pragma once

#include <array>
#include <cstdint>
#include <functional>

#include "acquisition/virtual_mat/contact.h"
#include "acquisition/virtual_mat/foot_model.h"
#include "acquisition/virtual_mat/truth.h"
#include "core/plate.h"

/// What an ideal mat would read. A peak is that of a cell (metrics.md 1.8), so the truth of it
/// depends on the grid: a cell of 5 mm never feels the tip of a toe's pressure. So does contact of
/// a zone, which is that of one of its cells (0.2).
namespace solea::virtual_mat {

/// The zone a point of the foot belongs to. Across, as zones are defined: heel and midfoot are the
/// proximal 27 % and 55 % of the true print (metrics.md 7.2). Within heel and forefoot by the
/// model's anatomy, whatever presses there: the zone of the patch that the point lies deepest in.
[[nodiscard]] FootZone zone_at(const FootModel& foot, const StepTruth& print, PointMm on_plate);

/// Part of a cell's area in each zone; sums to 1.
[[nodiscard]] std::array<double, foot_zone_count> zone_parts(const FootModel& foot,
                                                             const StepTruth& print,
                                                             const PlateGeometry& plate,
                                                             std::uint32_t cell);

/// Fills the step's peak pressures: largest mean pressure, over the mat's frames, of any cell and
/// of the cells that lie at least half in a zone (metrics.md 0.2) - and of those wholly in it or
/// with any part in it: between these a peak depends on which cells of the border count. And the
/// step's instants (metrics.md 4.7): a frame is of the stance from 20 N of active cells on, a zone
/// in contact by an active cell at least half in it (0.2). No noise, steps or crosstalk. The step's
/// placement, print length and axis, and frames are known.
void measure_cells(const FootModel& foot, const PlateGeometry& plate,
                   const std::function<ZoneForces(double time_s)>& forces_n, StepTruth& step);

}  // namespace solea::virtual_mat
