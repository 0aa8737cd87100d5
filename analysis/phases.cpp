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
  const double t0 = foot.times_s[foot.first_contact];
  const auto since = [&](std::size_t k) { return foot.times_s[k] - t0; };

  std::optional<double> fmc;
  for (const ZoneCurves& mth : metatarsals(zones)) {
    if (mth.first_contact)
      fmc = std::min(fmc.value_or(since(*mth.first_contact)), since(*mth.first_contact));
  }
  std::optional<double> fff;
  if (const auto k = forefoot_flat(foot, zones)) fff = since(*k);
  std::optional<double> ho;
  for (const FootZone id : {FootZone::heel_medial, FootZone::heel_lateral}) {
    if (const auto last = zone(zones, id).last_contact) {
      const std::size_t off = std::min(*last + 1, foot.last_contact);
      ho = std::max(ho.value_or(0), since(off));
    }
  }
  return phases_between(foot.stance_s(), fmc, fff, ho);
}

}  // namespace solea
