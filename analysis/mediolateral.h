#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "analysis/phases.h"
#include "analysis/step_curves.h"
#include "analysis/zones.h"

namespace solea {

/// Indices of medial against lateral load (metrics.md 4.8), positive: medial; medial forefoot
/// balance: positive towards M2; meta loading: positive for the middle. M3 is neutral in Willems'
/// ratio and lateral in footscan's balances.
enum class MlIndex : std::uint8_t {
  willems,           ///< (HM+M1+M2) - (HL+M4+M5), over the seven zones with M3
  willems_hallux,    ///< the same, the hallux added below
  foot_balance,      ///< (HM+M1+M2) - (HL+M3+M4+M5), over the seven zones
  forefoot_balance,  ///< (M1+M2) - (M3+M4+M5), over M1 to M5
  medial_forefoot,   ///< M2 - M1, over both
  meta_loading       ///< (M2+M3) - (M1+M4+M5), over M1 to M5
};

/// One load for each zone, N, in the order of FootZone.
using ZoneLoads = std::array<double, foot_zone_count>;

/// The difference alone, N.
[[nodiscard]] double ml_difference(MlIndex index, const ZoneLoads& loads);

/// Difference as percent of the loads below; nothing when these are 0.
[[nodiscard]] std::optional<double> ml_ratio_pct(MlIndex index, const ZoneLoads& loads);

/// Forces of the ten zones in a frame. `zones` as make_zones orders them.
[[nodiscard]] ZoneLoads zone_loads(std::span<const ZoneCurves> zones, std::size_t frame);

/// Mean over the contact frames first .. last - 1 in which the ratio is defined.
[[nodiscard]] std::optional<double> mean_ml_ratio_pct(MlIndex index, const StepCurves& foot,
                                                      std::span<const ZoneCurves> zones,
                                                      std::size_t first, std::size_t last);

/// When: over the whole stance, at an instant, or over a phase.
enum class MlTime : std::uint8_t { stance, ffc, fmc, fff, ho, lfc, icp, ffcp, ffp, ffpop };

/// The index at an instant, or its mean over stance or a phase.
[[nodiscard]] std::optional<double> ml_ratio_pct(MlIndex index, MlTime time, const StepCurves& foot,
                                                 std::span<const ZoneCurves> zones,
                                                 const StancePhases& phases);

}  // namespace solea
