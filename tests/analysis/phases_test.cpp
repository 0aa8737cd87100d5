#include "analysis/phases.h"

#include <gtest/gtest.h>

namespace solea {
namespace {

// metrics.md 4.7, worked example: stance 700 ms, FMC 49, FFF 82.6, HO 424.2 ms.
TEST(Phases, WorkedExample) {
  const StancePhases p = phases_between(0.700, 0.049, 0.0826, 0.4242);
  EXPECT_NEAR(*p.icp_pct, 7.0, 1e-3);
  EXPECT_NEAR(*p.ffcp_pct, 4.8, 1e-3);
  EXPECT_NEAR(*p.ffp_pct, 48.8, 1e-3);
  EXPECT_NEAR(*p.ffpop_pct, 39.4, 1e-3);
  EXPECT_NEAR(*p.icp_pct + *p.ffcp_pct + *p.ffp_pct + *p.ffpop_pct, 100, 1e-9);
}

TEST(Phases, HeelOffBeforeForefootFlatLeavesFootFlatUndefined) {
  const StancePhases p = phases_between(0.7, 0.05, 0.4, 0.3);
  EXPECT_FALSE(p.ffp_pct);
  EXPECT_TRUE(p.icp_pct);
  EXPECT_TRUE(p.ffcp_pct);
  EXPECT_TRUE(p.ffpop_pct);
}

TEST(Phases, HeelNeverActive) {
  const StancePhases p = phases_between(0.7, 0, 0.1, std::nullopt);
  EXPECT_FALSE(p.ho_s);
  EXPECT_FALSE(p.ffp_pct);
  EXPECT_FALSE(p.ffpop_pct);
  EXPECT_EQ(p.icp_pct, 0);
}

/// Zones that are active from one frame to another.
class PhasesFromZones : public ::testing::Test {
 protected:
  PhasesFromZones() {
    for (std::size_t k = 0; k < frames; ++k) {
      foot.times_s.push_back(0.01 * static_cast<double>(k));
      foot.force_n.push_back(100);
      foot.cop.emplace_back(PointMm{});
    }
    foot.last_contact = frames - 1;
    foot.has_contact = true;
    zones.resize(foot_zone_count);
    for (ZoneCurves& zone : zones) zone.peak_kpa.assign(frames, 0);
  }
  void active(FootZone zone, std::size_t first, std::size_t last) {
    ZoneCurves& z = zones[static_cast<std::size_t>(zone)];
    for (std::size_t k = first; k <= last; ++k) z.peak_kpa[k] = 50;
    z.first_contact = z.first_contact.value_or(first);
    z.last_contact = last;
  }
  static constexpr std::size_t frames = 101;
  StepCurves foot;
  std::vector<ZoneCurves> zones;
};

TEST_F(PhasesFromZones, FiveInstants) {
  active(FootZone::heel_medial, 0, 55);
  active(FootZone::heel_lateral, 0, 60);
  active(FootZone::mth5, 7, 90);
  active(FootZone::mth4, 8, 92);
  active(FootZone::mth3, 9, 95);
  active(FootZone::mth2, 10, 97);
  active(FootZone::mth1, 12, 98);
  const StancePhases p = find_phases(foot, zones);
  EXPECT_NEAR(*p.fmc_s, 0.07, 1e-12);
  EXPECT_NEAR(*p.fff_s, 0.12, 1e-12);
  EXPECT_NEAR(*p.ho_s, 0.61, 1e-12) << "the frame after the heel's last";
  EXPECT_NEAR(*p.lfc_s, 1.0, 1e-12);
}

TEST_F(PhasesFromZones, AFlickerDoesNotEndHeelContact) {
  active(FootZone::heel_medial, 0, 20);
  active(FootZone::heel_medial, 25, 40);
  EXPECT_NEAR(*find_phases(foot, zones).ho_s, 0.41, 1e-12);
}

TEST_F(PhasesFromZones, AMetatarsalThatNeverLoadsIsLeftOut) {
  active(FootZone::heel_medial, 0, 60);
  active(FootZone::mth2, 10, 97);
  active(FootZone::mth3, 15, 97);
  EXPECT_NEAR(*find_phases(foot, zones).fff_s, 0.15, 1e-12);
}

TEST_F(PhasesFromZones, NoMetatarsals) {
  active(FootZone::heel_medial, 0, 60);
  const StancePhases p = find_phases(foot, zones);
  EXPECT_FALSE(p.fmc_s);
  EXPECT_FALSE(p.fff_s);
  EXPECT_FALSE(p.icp_pct);
}

TEST_F(PhasesFromZones, ForefootStrikeHasNoInitialContactPhase) {
  active(FootZone::mth3, 0, 97);
  active(FootZone::heel_lateral, 10, 30);
  const StancePhases p = find_phases(foot, zones);
  EXPECT_EQ(p.icp_pct, 0);
  EXPECT_TRUE(p.forefoot_first);
  EXPECT_TRUE(p.metatarsal_never_loads) << "only M3 does";
}

TEST_F(PhasesFromZones, HeelOffBeforeForefootFlatIsMarkedAndNotClamped) {
  active(FootZone::heel_medial, 0, 30);
  active(FootZone::mth5, 10, 90);
  active(FootZone::mth1, 50, 95);
  const StancePhases p = find_phases(foot, zones);
  EXPECT_TRUE(p.heel_off_before_flat);
  EXPECT_FALSE(p.ffp_pct);
  EXPECT_NEAR(*p.icp_pct, 10, 1e-9);
  EXPECT_NEAR(*p.ffcp_pct, 40, 1e-9);
  EXPECT_NEAR(*p.ffpop_pct, 69, 1e-9);
}

TEST_F(PhasesFromZones, HeelNeverLoads) {
  active(FootZone::mth2, 0, 97);
  const StancePhases p = find_phases(foot, zones);
  EXPECT_TRUE(p.heel_never_loads);
  EXPECT_FALSE(p.ho_s);
  EXPECT_FALSE(p.ffp_pct);
  EXPECT_FALSE(p.ffpop_pct);
}

TEST_F(PhasesFromZones, HeelLoadedToTheEndLeavesAtLastContact) {
  active(FootZone::heel_medial, 0, 100);
  active(FootZone::mth2, 5, 97);
  const StancePhases p = find_phases(foot, zones);
  EXPECT_TRUE(p.heel_on_at_end);
  EXPECT_EQ(p.ho_s, p.lfc_s);
  EXPECT_EQ(p.ffpop_pct, 0);
}

TEST_F(PhasesFromZones, FramesAndSum) {
  active(FootZone::heel_medial, 0, 60);
  for (const FootZone id : {FootZone::mth1, FootZone::mth2, FootZone::mth3, FootZone::mth4}) {
    active(id, 20, 97);
  }
  active(FootZone::mth5, 7, 90);
  const StancePhases p = find_phases(foot, zones);
  EXPECT_EQ(p.frames.ffc, 0U);
  EXPECT_EQ(p.frames.fmc, 7U);
  EXPECT_EQ(p.frames.fff, 20U);
  EXPECT_EQ(p.frames.ho, 61U);
  EXPECT_EQ(p.frames.lfc, 100U);
  EXPECT_NEAR(*p.icp_pct + *p.ffcp_pct + *p.ffp_pct + *p.ffpop_pct, 100, 1e-9);
  EXPECT_FALSE(p.metatarsal_never_loads || p.forefoot_first || p.heel_off_before_flat ||
               p.heel_never_loads || p.heel_on_at_end);
}

}  // namespace
}  // namespace solea
