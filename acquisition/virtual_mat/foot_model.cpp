#include "acquisition/virtual_mat/foot_model.h"

#include <cmath>
#include <numbers>

namespace solea::virtual_mat {

namespace {

constexpr double pi = std::numbers::pi;

/// A patch in thousandths of the foot's length.
struct PatchPlan {
  FootZone zone;
  double x, y, radius_x, radius_y, angle_deg, softness, share;
};

/// The adult foot: proportions after published mean footprints and the real prints in the field's
/// open data; see docs/virtual_mat.md.
constexpr std::array normal_foot = {
    PatchPlan{FootZone::heel_medial, -40, 136, 86, 136, 0, 0.8, 1},
    PatchPlan{FootZone::heel_lateral, 38, 136, 86, 136, 0, 0.8, 1},
    PatchPlan{FootZone::midfoot, 56, 420, 80, 250, 5, 0.5, 1},
    // Each metatarsal head has a core and the softer pad around it, which joins it to the next.
    PatchPlan{FootZone::mth1, -140, 718, 62, 88, 0, 1.1, 0.78},
    PatchPlan{FootZone::mth1, -130, 690, 84, 112, 0, 0.5, 0.22},
    PatchPlan{FootZone::mth2, -50, 750, 46, 94, 0, 1.1, 0.78},
    PatchPlan{FootZone::mth2, -48, 712, 80, 124, 0, 0.5, 0.22},
    PatchPlan{FootZone::mth3, 19, 738, 46, 94, 0, 1.1, 0.78},
    PatchPlan{FootZone::mth3, 20, 700, 78, 124, 0, 0.5, 0.22},
    PatchPlan{FootZone::mth4, 86, 706, 46, 92, 0, 1.1, 0.78},
    PatchPlan{FootZone::mth4, 84, 668, 76, 120, 0, 0.5, 0.22},
    PatchPlan{FootZone::mth5, 150, 660, 46, 90, 0, 1.1, 0.78},
    PatchPlan{FootZone::mth5, 136, 620, 62, 120, 0, 0.5, 0.22},
    PatchPlan{FootZone::hallux, -122, 914, 60, 80, 0, 0.9, 1},
    PatchPlan{FootZone::toes, -30, 950, 38, 46, 0, 0.8, 0.34},
    PatchPlan{FootZone::toes, 30, 926, 35, 43, 0, 0.8, 0.28},
    PatchPlan{FootZone::toes, 82, 886, 34, 41, 0, 0.8, 0.22},
    PatchPlan{FootZone::toes, 128, 838, 33, 40, 0, 0.8, 0.16},
};

std::array<ZoneTiming, foot_zone_count> walking_timing() {
  return {{
      {0.000, 0.640, 1.00},  // heel medial
      {0.000, 0.640, 0.90},  // heel lateral
      {0.080, 0.740, 0.50},  // midfoot
      {0.115, 0.960, 0.46},  // mth1
      {0.100, 0.965, 0.44},  // mth2
      {0.090, 0.955, 0.40},  // mth3
      {0.080, 0.930, 0.30},  // mth4
      {0.070, 0.900, 0.18},  // mth5
      {0.300, 1.000, 0.30},  // hallux
      {0.320, 1.000, 0.13},  // toes
  }};
}

std::array<ZoneTiming, foot_zone_count> timing_of(Strike strike) {
  auto t = walking_timing();
  const auto zone = [&](FootZone z) -> ZoneTiming& { return t[static_cast<std::size_t>(z)]; };
  if (strike == Strike::rearfoot) return t;
  const bool forefoot = strike == Strike::forefoot;
  for (const FootZone z : {FootZone::heel_medial, FootZone::heel_lateral}) {
    zone(z) = forefoot ? ZoneTiming{0.14, 0.48, 0.30} : ZoneTiming{0.00, 0.50, 0.30};
  }
  zone(FootZone::midfoot).on = forefoot ? 0.04 : 0.00;
  for (const FootZone z :
       {FootZone::mth1, FootZone::mth2, FootZone::mth3, FootZone::mth4, FootZone::mth5}) {
    zone(z).on = forefoot ? 0.3 * (zone(z).on - 0.07) : 0;
  }
  return t;
}

}  // namespace

double Patch::radius2(PointMm p) const {
  const double angle = angle_deg * pi / 180;
  const PointMm d = p - centre;
  const double u = d.x * std::cos(angle) - d.y * std::sin(angle);
  const double v = d.x * std::sin(angle) + d.y * std::cos(angle);
  return (u / radius_x_mm) * (u / radius_x_mm) + (v / radius_y_mm) * (v / radius_y_mm);
}

double Patch::kpa_per_n(PointMm p) const {
  const double r2 = radius2(p);
  if (r2 >= 1) return 0;
  // The integral of (1 - r^2)^s over the ellipse is pi a b / (s + 1).
  const double per_mm2 = (softness + 1) / (pi * radius_x_mm * radius_y_mm);
  return 1000 * per_mm2 * std::pow(1 - r2, softness);
}

PointMm Patch::half_extent() const {
  const double angle = angle_deg * pi / 180;
  return {std::hypot(radius_x_mm * std::cos(angle), radius_y_mm * std::sin(angle)),
          std::hypot(radius_x_mm * std::sin(angle), radius_y_mm * std::cos(angle))};
}

std::array<double, foot_zone_count> FootModel::shares(double phase) const {
  std::array<double, foot_zone_count> shares{};
  double sum = 0;
  for (std::size_t z = 0; z < foot_zone_count; ++z) {
    const ZoneTiming& t = timing[z];
    if (phase <= t.on || phase >= t.off) continue;
    shares[z] = t.strength * std::sin(pi * (phase - t.on) / (t.off - t.on));
    sum += shares[z];
  }
  for (double& share : shares) share = sum > 0 ? share / sum : 0;
  return shares;
}

FootModel make_foot(const Person& person) {
  FootModel foot;
  foot.length_mm = person.foot_length_mm;
  foot.timing = timing_of(person.strike);
  const auto timing = [&](FootZone z) -> ZoneTiming& {
    return foot.timing[static_cast<std::size_t>(z)];
  };

  for (const PatchPlan& plan : normal_foot) {
    Patch patch{plan.zone,
                {plan.x * 1e-3 * foot.length_mm, plan.y * 1e-3 * foot.length_mm},
                plan.radius_x * 1e-3 * foot.length_mm,
                plan.radius_y * 1e-3 * foot.length_mm,
                plan.angle_deg,
                plan.softness,
                plan.share};
    if (plan.zone == FootZone::midfoot && person.foot == FootType::flat) {
      patch.centre.x -= 0.022 * foot.length_mm;
      patch.radius_x_mm *= 1.45;
    }
    if (plan.zone == FootZone::midfoot && person.foot == FootType::high) {
      patch.centre.x += 0.020 * foot.length_mm;
      patch.radius_x_mm *= 0.62;
    }
    foot.patches.push_back(patch);
  }
  if (person.foot == FootType::flat) timing(FootZone::midfoot).strength *= 1.9;
  if (person.foot == FootType::high) timing(FootZone::midfoot).strength *= 0.45;

  const double tilt = person.loading == Loading::medial    ? 0.35
                      : person.loading == Loading::lateral ? -0.35
                                                           : 0;
  for (const FootZone z : {FootZone::heel_medial, FootZone::mth1, FootZone::mth2}) {
    timing(z).strength *= 1 + tilt;
  }
  for (const FootZone z : {FootZone::heel_lateral, FootZone::mth4, FootZone::mth5}) {
    timing(z).strength *= 1 - tilt;
  }
  return foot;
}

}  // namespace solea::virtual_mat
