#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "analysis/step_curves.h"
#include "analysis/zones.h"

namespace solea {

/// The five instants as frames of the step. Undefined ones are empty.
struct StanceFrames {
  std::optional<std::size_t> ffc;
  std::optional<std::size_t> fmc;
  std::optional<std::size_t> fff;
  std::optional<std::size_t> ho;
  std::optional<std::size_t> lfc;
};

/// The five instants of a stance, s after first foot contact, and the four phases between them, in
/// percent of stance (De Cock 2005; metrics.md 4.7). Undefined ones are empty.
struct StancePhases {
  std::optional<double> ffc_s;      ///< first foot contact, 0
  std::optional<double> fmc_s;      ///< first metatarsal contact
  std::optional<double> fff_s;      ///< forefoot flat: all metatarsals active together
  std::optional<double> ho_s;       ///< heel off: the frame after the heel's last
  std::optional<double> lfc_s;      ///< last foot contact
  std::optional<double> icp_pct;    ///< initial contact, FFC to FMC
  std::optional<double> ffcp_pct;   ///< forefoot contact, FMC to FFF
  std::optional<double> ffp_pct;    ///< foot flat, FFF to HO; undefined when HO comes before FFF
  std::optional<double> ffpop_pct;  ///< forefoot push-off, HO to LFC
  StanceFrames frames;              ///< empty where only times are known
  // What to know about this stance
  bool metatarsal_never_loads = false;  ///< FFF is that of the metatarsals that do load
  bool forefoot_first = false;          ///< FMC is FFC: a forefoot strike
  bool heel_off_before_flat = false;    ///< HO before FFF: no foot-flat phase
  bool heel_never_loads = false;        ///< no HO
  bool heel_on_at_end = false;          ///< heel active at LFC: HO is LFC
};

/// `zones` as make_zones gives them, `curves` one per zone in the same order.
/// HO is the frame after the last one in which the heel is active (a flicker does not end heel
/// contact); FFF asks for those metatarsals that ever load.
[[nodiscard]] StancePhases find_phases(const StepCurves& foot, std::span<const ZoneCurves> zones);

/// Phases from instants given in s; what needs a missing instant stays empty.
[[nodiscard]] StancePhases phases_between(double stance_s, std::optional<double> fmc_s,
                                          std::optional<double> fff_s, std::optional<double> ho_s);

}  // namespace solea
