#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <span>

#include "acquisition/virtual_mat/truth.h"

namespace solea::virtual_mat {

/// Pressure below this counts as none, as the analysis has it by default (metrics.md 0.2).
inline constexpr double active_from_kpa = 10;
/// The foot is in contact from this force of active pressure on (metrics.md 0.2).
inline constexpr double contact_from_n = 20;

/// What of the foot is in contact in a frame.
struct ContactOfParts {
  bool foot = false;  ///< by its force; without it no part is
  bool heel = false;
  std::array<bool, 5> metatarsals{};
};

/// The instants of stance (metrics.md 4.7), as frames.
[[nodiscard]] InstantFrames instants_of(std::span<const ContactOfParts> frames);

/// Fills what the analysis defines over active pressure, from the continuous pressure at the step's
/// frames: each frame's active force and centre, and the instants (metrics.md 4.1, 4.7). What
/// presses beyond the plate does not count. Heel and ball are the parts of the print behind 27 %
/// and before 55 % of its length along its true axis (7.2); what presses on the ball is of the
/// metatarsal whose head is nearest across. Needs the step's placement, frames and true axis.
void measure_active(const FootModel& foot, const PlateGeometry& plate,
                    const std::function<ZoneForces(double time_s)>& forces_n, StepTruth& step);

}  // namespace solea::virtual_mat
