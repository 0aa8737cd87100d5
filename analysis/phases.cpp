#include "analysis/phases.h"

#include <algorithm>

namespace solea {

namespace {

const ZoneCurves& zone(std::span<const ZoneCurves> zones, FootZone id) {
  return zones[static_cast<std::size_t>(id)];
}

std::span<const ZoneCurves> metatarsals(std::span<const ZoneCurves> zones) {
  return zones.subspan(static_cast<std::size_t>(FootZone::mth1), 5);
}

/// First frame in which every metatarsal that ever loads is active at once.
std::optional<std::size_t> forefoot_flat(const StepCurves& foot,
                                         std::span<const ZoneCurves> zones) {
  for (std::size_t k = foot.first_contact; k <= foot.last_contact; ++k) {
    if (!foot.cop[k]) continue;  // no contact frame
    bool any = false;
    bool all = true;
    for (const ZoneCurves& mth : metatarsals(zones)) {
      if (!mth.first_contact) continue;
      any = true;
      all = all && mth.peak_kpa[k] > 0;
    }
    if (any && all) return k;
  }
  return std::nullopt;
}

}  // namespace

StancePhases phases_between(double stance_s, std::optional<double> fmc_s,
                            std::optional<double> fff_s, std::optional<double> ho_s) {
  StancePhases p;
  p.ffc_s = 0;
  p.fmc_s = fmc_s;
  p.fff_s = fff_s;
  p.ho_s = ho_s;
  p.lfc_s = stance_s;
  if (stance_s <= 0) return p;
  const auto pct = [&](double from, double to) { return 100 * (to - from) / stance_s; };
  if (fmc_s) p.icp_pct = pct(0, *fmc_s);
  if (fmc_s && fff_s) p.ffcp_pct = pct(*fmc_s, *fff_s);
  if (fff_s && ho_s && *ho_s >= *fff_s) p.ffp_pct = pct(*fff_s, *ho_s);
  if (ho_s) p.ffpop_pct = pct(*ho_s, stance_s);
  return p;
}

StancePhases find_phases(const StepCurves& foot, std::span<const ZoneCurves> zones) {
  if (!foot.has_contact) return {};
  StanceFrames frames;
  frames.ffc = foot.first_contact;
  frames.lfc = foot.last_contact;
  bool never_loads = false;
  for (const ZoneCurves& mth : metatarsals(zones)) {
    if (!mth.first_contact) never_loads = true;
    if (mth.first_contact)
      frames.fmc = std::min(frames.fmc.value_or(*mth.first_contact), *mth.first_contact);
  }
  frames.fff = forefoot_flat(foot, zones);
  bool heel_on_at_end = false;
  for (const FootZone id : {FootZone::heel_medial, FootZone::heel_lateral}) {
    if (const auto last = zone(zones, id).last_contact) {
      heel_on_at_end = heel_on_at_end || *last == foot.last_contact;
      const std::size_t off = std::min(*last + 1, foot.last_contact);
      frames.ho = std::max(frames.ho.value_or(off), off);
    }
  }

  const double t0 = foot.times_s[foot.first_contact];
  const auto since = [&](std::optional<std::size_t> k) {
    return k ? std::optional(foot.times_s[*k] - t0) : std::nullopt;
  };
  StancePhases p =
      phases_between(foot.stance_s(), since(frames.fmc), since(frames.fff), since(frames.ho));
  p.frames = frames;
  p.metatarsal_never_loads = never_loads;
  p.forefoot_first = frames.fmc == frames.ffc;
  p.heel_off_before_flat = frames.ho && frames.fff && *frames.ho < *frames.fff;
  p.heel_never_loads = !frames.ho;
  p.heel_on_at_end = heel_on_at_end;
  return p;
}

}  // namespace solea
