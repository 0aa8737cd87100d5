#include "acquisition/virtual_mat/truth_active.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

namespace solea::virtual_mat {

namespace {

constexpr double raster_mm = 1;
constexpr double heel_part = 0.27;  // of the print's length (metrics.md 7.2)
constexpr double ball_part = 0.55;
constexpr std::size_t metatarsals = 5;

bool is_toe(FootZone zone) {
  return zone == FootZone::hallux || zone == FootZone::toes;
}

/// A patch on the raster: kPa per N of its zone's force at each of its points.
struct PatchPoints {
  FootZone zone;
  std::vector<std::pair<std::uint32_t, float>> points;
};

/// The part of the foot that is over the plate, on a raster in the foot's frame.
struct Raster {
  std::vector<PointMm> at;  ///< foot frame
  std::vector<PatchPoints> patches;
};

Raster rasterise(const FootModel& foot, const FootPlacement& placement,
                 const PlateGeometry& plate) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  PointMm lo{inf, inf};
  PointMm hi{-inf, -inf};
  for (const Patch& p : foot.patches) {
    const PointMm half = p.half_extent();
    lo = {std::min(lo.x, p.centre.x - half.x), std::min(lo.y, p.centre.y - half.y)};
    hi = {std::max(hi.x, p.centre.x + half.x), std::max(hi.y, p.centre.y + half.y)};
  }
  Raster raster;
  for (double y = lo.y + 0.5 * raster_mm; y < hi.y; y += raster_mm) {
    for (double x = lo.x + 0.5 * raster_mm; x < hi.x; x += raster_mm) {
      const PointMm on_plate = placement.to_plate({x, y});
      if (on_plate.x >= 0 && on_plate.y >= 0 && on_plate.x < plate.width_mm() &&
          on_plate.y < plate.length_mm()) {
        raster.at.push_back({x, y});
      }
    }
  }
  for (const Patch& p : foot.patches) {
    PatchPoints& out = raster.patches.emplace_back(PatchPoints{p.zone, {}});
    for (std::size_t i = 0; i < raster.at.size(); ++i) {
      const double kpa = p.share * p.kpa_per_n(raster.at[i]);
      if (kpa > 0) out.points.emplace_back(static_cast<std::uint32_t>(i), static_cast<float>(kpa));
    }
  }
  return raster;
}

/// Adds the pressure of all patches to each point: `visit(point, kPa, zone)` for each patch's part.
template <class Visit>
void press(const Raster& raster, const ZoneForces& n, Visit visit) {
  for (const PatchPoints& patch : raster.patches) {
    const auto force = static_cast<float>(n[static_cast<std::size_t>(patch.zone)]);
    for (const auto& [i, kpa_per_n] : patch.points) visit(i, force * kpa_per_n, patch.zone);
  }
}

/// The largest pressure of each point, and the zone that ever gives most of it.
struct Print {
  std::vector<float> peak_kpa;
  std::vector<FootZone> zone;
};

Print make_print(const Raster& raster, const std::function<ZoneForces(double)>& forces_n,
                 const std::vector<FrameTruth>& frames) {
  const std::size_t points = raster.at.size();
  Print print{std::vector<float>(points), std::vector<FootZone>(points, FootZone::midfoot)};
  std::vector<float> now(points);
  std::vector<float> most(points);
  for (const FrameTruth& frame : frames) {
    std::fill(now.begin(), now.end(), 0.0F);
    press(raster, forces_n(frame.time_s), [&](std::uint32_t i, float kpa, FootZone zone) {
      now[i] += kpa;
      if (kpa > most[i]) {
        most[i] = kpa;
        print.zone[i] = zone;
      }
    });
    for (std::size_t i = 0; i < points; ++i)
      print.peak_kpa[i] = std::max(print.peak_kpa[i], now[i]);
  }
  return print;
}

enum class Part : std::uint8_t { other, heel, mth1, mth2, mth3, mth4, mth5 };

/// Which part of the print each point is in.
std::vector<Part> find_parts(const FootModel& foot, const Raster& raster, const Print& print,
                             double axis_in_foot_deg) {
  const double a = axis_in_foot_deg * std::numbers::pi / 180;
  const PointMm axis{std::sin(a), std::cos(a)};
  const PointMm lateral{std::cos(a), -std::sin(a)};
  double lo = std::numeric_limits<double>::infinity();
  double hi = -lo;
  for (std::size_t i = 0; i < raster.at.size(); ++i) {
    if (print.peak_kpa[i] < active_from_kpa) continue;
    lo = std::min(lo, dot(raster.at[i], axis));
    hi = std::max(hi, dot(raster.at[i], axis));
  }
  // The middle of each metatarsal head is that of its largest patch.
  std::array<double, metatarsals> head{};
  std::array<double, metatarsals> share{};
  for (const Patch& p : foot.patches) {
    const auto m = static_cast<std::size_t>(p.zone) - static_cast<std::size_t>(FootZone::mth1);
    if (m >= metatarsals || p.share <= share[m]) continue;
    share[m] = p.share;
    head[m] = dot(p.centre, lateral);
  }
  std::vector<Part> parts(raster.at.size(), Part::other);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double along = (dot(raster.at[i], axis) - lo) / (hi - lo);
    if (along < heel_part) {
      parts[i] = Part::heel;
    } else if (along >= ball_part && !is_toe(print.zone[i])) {
      const double x = dot(raster.at[i], lateral);
      const auto nearest = std::min_element(head.begin(), head.end(), [x](double l, double r) {
        return std::abs(l - x) < std::abs(r - x);
      });
      parts[i] =
          static_cast<Part>(static_cast<std::ptrdiff_t>(Part::mth1) + (nearest - head.begin()));
    }
  }
  return parts;
}

}  // namespace

InstantFrames instants_of(std::span<const ContactOfParts> frames) {
  InstantFrames instants;
  std::array<bool, metatarsals> ever{};
  for (std::size_t k = 0; k < frames.size(); ++k) {
    if (!frames[k].foot) continue;
    if (!instants.ffc) instants.ffc = k;
    instants.lfc = k;
    for (std::size_t m = 0; m < metatarsals; ++m) ever[m] = ever[m] || frames[k].metatarsals[m];
  }
  for (std::size_t k = 0; k < frames.size(); ++k) {
    if (!frames[k].foot) continue;
    bool any = false;
    bool all = true;
    for (std::size_t m = 0; m < metatarsals; ++m) {
      any = any || frames[k].metatarsals[m];
      all = all && (frames[k].metatarsals[m] || !ever[m]);
    }
    if (any && !instants.fmc) instants.fmc = k;
    if (any && all && !instants.fff) instants.fff = k;
    if (frames[k].heel) instants.ho = std::min(k + 1, *instants.lfc);
  }
  return instants;
}

void measure_active(const FootModel& foot, const PlateGeometry& plate,
                    const std::function<ZoneForces(double time_s)>& forces_n, StepTruth& step) {
  const Raster raster = rasterise(foot, step.placement, plate);
  const double sign = step.placement.side == Side::left ? -1 : 1;
  const std::vector<Part> parts =
      find_parts(foot, raster, make_print(raster, forces_n, step.frames),
                 sign * (step.axis_deg - step.placement.axis_deg));

  std::vector<ContactOfParts> contacts(step.frames.size());
  std::vector<float> now(raster.at.size());
  for (std::size_t k = 0; k < step.frames.size(); ++k) {
    std::fill(now.begin(), now.end(), 0.0F);
    press(raster, forces_n(step.frames[k].time_s),
          [&](std::uint32_t i, float kpa, FootZone) { now[i] += kpa; });
    double sum = 0;
    PointMm moment;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const double kpa = now[i];
      if (kpa < active_from_kpa) continue;
      sum += kpa;
      moment = moment + kpa * raster.at[i];
      if (parts[i] == Part::heel) {
        contacts[k].heel = true;
      } else if (parts[i] != Part::other) {
        contacts[k].metatarsals[static_cast<std::size_t>(parts[i]) -
                                static_cast<std::size_t>(Part::mth1)] = true;
      }
    }
    FrameTruth& frame = step.frames[k];
    frame.active_force_n = 1e-3 * sum * raster_mm * raster_mm;
    if (sum > 0) frame.active_cop = step.placement.to_plate((1 / sum) * moment);
    contacts[k].foot = frame.active_force_n >= contact_from_n;
  }
  step.point_instants = instants_of(contacts);
}

}  // namespace solea::virtual_mat
