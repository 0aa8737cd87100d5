#include "acquisition/virtual_mat/walk.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>

namespace solea::virtual_mat {

namespace {

constexpr double pi = std::numbers::pi;
constexpr double g_m_s2 = 9.80665;
constexpr double first_contact_s = 0.6;
constexpr double pause_between_passes_s = 0.9;

double stance_s(const Person& person) {
  if (person.script == Script::run) return 0.26;
  const double stride_s = 120 / person.cadence_per_min;
  return 0.62 * stride_s;
}

double step_time_s(const Person& person) {
  return person.script == Script::run ? 0.36 : 60 / person.cadence_per_min;
}

/// Step length follows height, and height foot length (about 6.6 foot lengths; a step 0.41 of it).
double step_length_mm(const Person& person) {
  const double walking = 0.41 * 6.6 * person.foot_length_mm;
  return person.script == Script::run ? 1.6 * walking : walking;
}

}  // namespace

double ground_reaction_bw(Script script, double phase) {
  if (phase <= 0 || phase >= 1) return 0;
  if (script == Script::run) {
    const double active = 2.4 * std::pow(std::sin(pi * phase), 1.2);
    const double impact = 0.7 * std::exp(-std::pow((phase - 0.13) / 0.05, 2));
    return active + impact * std::min(1.0, phase / 0.05);
  }
  return 1.153 * std::sin(pi * phase) + 0.403 * std::sin(3 * pi * phase);
}

Walk::Walk(const Person& person, const PlateGeometry& plate)
    : person_(person), plate_(plate), foot_(make_foot(person)), random_(person.seed) {
  clock_s_ = first_contact_s;
  if (person.script == Script::stand || person.script == Script::sway) plan_standing();
}

double Walk::jitter(double sigma) {
  // Two uniform numbers instead of std::normal_distribution: the same on every library.
  const auto uniform = [this] {
    return (static_cast<double>(random_() >> 11U) + 0.5) / 9007199254740992.0;  // 2^53
  };
  const double a = uniform();
  const double b = uniform();
  const double normal = std::sqrt(-2 * std::log(a)) * std::cos(2 * pi * b);
  return person_.variability * sigma * std::clamp(normal, -2.5, 2.5);
}

/// One crossing of the plate: as many whole feet as fit along it, alternating.
void Walk::plan_pass() {
  const double heading = person_.heading_deg * pi / 180;
  const PointMm forward{std::sin(heading), std::cos(heading)};
  const PointMm right{std::cos(heading), -std::sin(heading)};
  const PointMm middle{0.5 * plate_.width_mm(), 0.5 * plate_.length_mm()};
  // How long the plate is in the direction of walking.
  const double way_mm = std::min(plate_.width_mm() / std::max(1e-9, std::abs(forward.x)),
                                 plate_.length_mm() / std::max(1e-9, std::abs(forward.y)));
  const double room_mm = way_mm - person_.foot_length_mm - 40;
  const double stride_mm = step_length_mm(person_);
  const bool single = person_.script == Script::rollover;
  const int feet = single || room_mm < 0 ? 1 : 1 + static_cast<int>(room_mm / stride_mm);
  const double first_mm = -0.5 * (person_.foot_length_mm +
                                  (feet - 1) * stride_mm);  // heel of the first, from the middle
  constexpr double half_base_mm = 50;

  for (int i = 0; i < feet; ++i) {
    const Side side = person_.side.value_or(steps_planned_ % 2 == 0 ? Side::right : Side::left);
    const double sign = side == Side::right ? 1 : -1;
    Plan plan;
    plan.placement.side = side;
    plan.placement.axis_deg = person_.heading_deg + sign * person_.toe_out_deg + jitter(1.0);
    const double along = first_mm + i * stride_mm + jitter(5);
    // Alone on a plate the foot comes down in its middle; in a row, beside the line of walking. The
    // toes point outward, so the heel stands a little inward of the foot's middle.
    const double toe_out_shift =
        0.5 * person_.foot_length_mm * std::sin(person_.toe_out_deg * pi / 180);
    const double across = (feet > 1 ? sign * half_base_mm : 0) - sign * toe_out_shift + jitter(5);
    plan.placement.heel = middle + along * forward + across * right;
    plan.start_s = clock_s_ + i * step_time_s(person_);
    plan.duration_s = stance_s(person_) * (1 + jitter(0.02));
    plan.force_scale = 1 + jitter(0.015);
    planned_.push_back(plan);
    ++steps_planned_;
  }
  clock_s_ = single ? std::numeric_limits<double>::infinity()
                    : clock_s_ + (feet - 1) * step_time_s(person_) + stance_s(person_) +
                          pause_between_passes_s;
}

void Walk::plan_standing() {
  const double distance_mm = std::clamp(plate_.width_mm() - 150, 90.0, 170.0);
  for (const Side side : {Side::left, Side::right}) {
    if (person_.side && *person_.side != side) continue;
    const double sign = side == Side::right ? 1 : -1;
    FootPlacement placement;
    placement.side = side;
    placement.axis_deg = sign * 0.5 * person_.toe_out_deg;
    placement.heel = {0.5 * plate_.width_mm() + (person_.side ? 0 : sign * 0.5 * distance_mm),
                      0.5 * (plate_.length_mm() - person_.foot_length_mm)};
    standing_.push_back(placement);
  }
  constexpr int waves = 8;
  for (int i = 0; i < waves; ++i) sway_phases_.push_back(2 * pi * (0.5 + jitter(1)));
}

Contact Walk::standing_contact(const FootPlacement& placement) {
  // Shares within the rear and the front of a standing foot; sway moves load between the two, and
  // between the feet.
  ZoneForces rear{};
  ZoneForces front{};
  const auto set = [](ZoneForces& group, FootZone zone, double share) {
    group[static_cast<std::size_t>(zone)] = share;
  };
  const double midfoot = 0.35 * foot_.timing[static_cast<std::size_t>(FootZone::midfoot)].strength;
  set(rear, FootZone::heel_medial, 0.52 * (1 - midfoot));
  set(rear, FootZone::heel_lateral, 0.48 * (1 - midfoot));
  set(rear, FootZone::midfoot, midfoot);
  set(front, FootZone::mth1, 0.25);
  set(front, FootZone::mth2, 0.21);
  set(front, FootZone::mth3, 0.19);
  set(front, FootZone::mth4, 0.14);
  set(front, FootZone::mth5, 0.09);
  set(front, FootZone::hallux, 0.09);
  set(front, FootZone::toes, 0.03);

  const double feet = static_cast<double>(standing_.size());
  const double weight_n = person_.mass_kg * g_m_s2;
  const double sign = placement.side == Side::right ? 1 : -1;
  const bool large = person_.script == Script::sway;
  const double heel_distance_mm =
      standing_.size() == 2 ? standing_[1].heel.x - standing_[0].heel.x : 1;
  const double group_distance_mm = 0.55 * person_.foot_length_mm;
  const auto phases = sway_phases_;
  const auto forces = [=](double t) {
    double ap_mm = 0;
    double ml_mm = 0;
    if (large) {  // a slow circle that is easy to check
      ap_mm = 15 * std::sin(2 * pi * 0.25 * t);
      ml_mm = 10 * std::cos(2 * pi * 0.25 * t);
    } else {
      for (std::size_t i = 0; i < phases.size() / 2; ++i) {
        const double f = 0.11 + 0.23 * static_cast<double>(i);
        ap_mm += 2.4 / (1 + static_cast<double>(i)) * std::sin(2 * pi * f * t + phases[2 * i]);
        ml_mm += 1.3 / (1 + static_cast<double>(i)) * std::sin(2 * pi * f * t + phases[2 * i + 1]);
      }
    }
    const double here = feet > 1 ? 0.5 + sign * ml_mm / heel_distance_mm : 1.0;
    const double forward = std::clamp(0.45 + ap_mm / group_distance_mm, 0.05, 0.95);
    ZoneForces n{};
    for (std::size_t z = 0; z < foot_zone_count; ++z) {
      n[z] = weight_n * here * ((1 - forward) * rear[z] + forward * front[z]);
    }
    return n;
  };
  return {placement, FootOnPlate(foot_, placement, plate_), 0,
          std::numeric_limits<double>::infinity(), forces};
}

double Walk::next_start_s() {
  if (!standing_.empty()) {
    return standing_given_ < standing_.size() ? 0 : std::numeric_limits<double>::infinity();
  }
  if (planned_.empty() && std::isfinite(clock_s_)) plan_pass();
  return planned_.empty() ? std::numeric_limits<double>::infinity() : planned_.front().start_s;
}

Contact Walk::next() {
  if (!standing_.empty()) return standing_contact(standing_[standing_given_++]);
  const Plan plan = planned_.front();
  planned_.pop_front();
  // The closure keeps its own copy of the foot: contacts may outlive the walk.
  const auto foot = std::make_shared<const FootModel>(foot_);
  const double weight_n = person_.mass_kg * g_m_s2 * plan.force_scale;
  const auto forces = [plan, foot, weight_n, script = person_.script](double t) {
    const double phase = (t - plan.start_s) / plan.duration_s;
    ZoneForces n = foot->shares(phase);
    const double total_n = weight_n * ground_reaction_bw(script, phase);
    for (double& force : n) force *= total_n;
    return n;
  };
  return {plan.placement, FootOnPlate(foot_, plan.placement, plate_), plan.start_s,
          plan.start_s + plan.duration_s, forces};
}

}  // namespace solea::virtual_mat
