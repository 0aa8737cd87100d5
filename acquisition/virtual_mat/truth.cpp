#include "acquisition/virtual_mat/truth.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <utility>

namespace solea::virtual_mat {

namespace {

constexpr double raster_mm = 0.5;
constexpr int time_samples = 160;
constexpr double print_threshold_kpa = 10;

/// A patch on the raster: kPa per N of its zone's force at each of its points.
struct RasterPatch {
  FootZone zone;
  std::vector<std::pair<std::uint32_t, float>> points;
};

/// The foot on a fine raster in its own frame.
struct Raster {
  PointMm origin;
  int cols = 0;
  int rows = 0;
  std::vector<RasterPatch> patches;
  [[nodiscard]] PointMm at(std::size_t i) const {
    const auto c = static_cast<int>(i) % cols;
    const auto r = static_cast<int>(i) / cols;
    return origin + PointMm{(c + 0.5) * raster_mm, (r + 0.5) * raster_mm};
  }
};

Raster rasterise(const FootModel& foot) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  PointMm lo{inf, inf};
  PointMm hi{-inf, -inf};
  for (const Patch& p : foot.patches) {
    const PointMm half = p.half_extent();
    lo = {std::min(lo.x, p.centre.x - half.x), std::min(lo.y, p.centre.y - half.y)};
    hi = {std::max(hi.x, p.centre.x + half.x), std::max(hi.y, p.centre.y + half.y)};
  }
  Raster raster;
  raster.origin = lo;
  raster.cols = static_cast<int>(std::ceil((hi.x - lo.x) / raster_mm));
  raster.rows = static_cast<int>(std::ceil((hi.y - lo.y) / raster_mm));
  const auto points = static_cast<std::size_t>(raster.cols) * static_cast<std::size_t>(raster.rows);
  for (const Patch& p : foot.patches) {
    RasterPatch& out = raster.patches.emplace_back();
    out.zone = p.zone;
    for (std::size_t i = 0; i < points; ++i) {
      const double kpa = p.share * p.kpa_per_n(raster.at(i));
      if (kpa > 0) out.points.emplace_back(static_cast<std::uint32_t>(i), static_cast<float>(kpa));
    }
  }
  return raster;
}

/// Largest pressure of each point over time, and the patch that gives most of it.
struct ContinuousPeak {
  std::vector<float> kpa;
  std::vector<std::uint8_t> patch;
};

ContinuousPeak peak_over_time(const Raster& raster,
                              const std::function<ZoneForces(double)>& forces_n, StepTruth& truth) {
  const auto points = static_cast<std::size_t>(raster.cols) * static_cast<std::size_t>(raster.rows);
  ContinuousPeak peak{std::vector<float>(points), std::vector<std::uint8_t>(points)};
  std::vector<float> now(points);
  std::vector<float> owner_kpa(points);
  for (int k = 0; k < time_samples; ++k) {
    const ZoneForces n =
        forces_n(truth.start_s + (k + 0.5) / time_samples * (truth.end_s - truth.start_s));
    double total = 0;
    for (std::size_t z = 0; z < foot_zone_count; ++z) {
      truth.zone_max_force_n[z] = std::max(truth.zone_max_force_n[z], n[z]);
      total += n[z];
    }
    truth.max_force_n = std::max(truth.max_force_n, total);
    std::fill(now.begin(), now.end(), 0.0F);
    for (std::size_t p = 0; p < raster.patches.size(); ++p) {
      const auto force = static_cast<float>(n[static_cast<std::size_t>(raster.patches[p].zone)]);
      for (const auto& [i, kpa_per_n] : raster.patches[p].points) {
        const float kpa = force * kpa_per_n;
        now[i] += kpa;
        if (kpa > owner_kpa[i]) {
          owner_kpa[i] = kpa;
          peak.patch[i] = static_cast<std::uint8_t>(p);
        }
      }
    }
    for (std::size_t i = 0; i < points; ++i) peak.kpa[i] = std::max(peak.kpa[i], now[i]);
  }
  return peak;
}

bool is_toe(FootZone zone) {
  return zone == FootZone::hallux || zone == FootZone::toes;
}

/// Length, axis and arch index of the print: heel centre (area of the proximal 15 %) to the tip of
/// the second toe, thirds of the toeless part.
void measure_print(const Raster& raster, const FootModel& foot, const ContinuousPeak& peak,
                   const FootPlacement& placement, StepTruth& truth) {
  struct PrintPoint {
    PointMm at;
    bool toe;
  };
  std::vector<PrintPoint> print;
  std::optional<PointMm> second_toe;
  // The second toe is the toe patch next to the hallux.
  std::size_t second_toe_patch = foot.patches.size();
  for (std::size_t p = 0; p < foot.patches.size(); ++p) {
    if (foot.patches[p].zone == FootZone::toes &&
        (second_toe_patch == foot.patches.size() ||
         foot.patches[p].centre.x < foot.patches[second_toe_patch].centre.x)) {
      second_toe_patch = p;
    }
  }
  for (std::size_t i = 0; i < peak.kpa.size(); ++i) {
    if (peak.kpa[i] < print_threshold_kpa) continue;
    const PointMm at = raster.at(i);
    const std::size_t patch = peak.patch[i];
    print.push_back({at, is_toe(foot.patches[patch].zone)});
    if (patch == second_toe_patch && (!second_toe || at.y > second_toe->y)) second_toe = at;
  }
  if (print.empty()) return;

  PointMm axis{0, 1};
  double lo = 0;
  double hi = 0;
  const auto extent = [&](bool toes) {
    lo = std::numeric_limits<double>::infinity();
    hi = -lo;
    for (const PrintPoint& p : print) {
      if (p.toe && !toes) continue;
      lo = std::min(lo, dot(p.at, axis));
      hi = std::max(hi, dot(p.at, axis));
    }
  };
  constexpr int rounds = 3;
  for (int round = 0; round < rounds && second_toe; ++round) {
    extent(true);
    PointMm sum;
    int n = 0;
    for (const PrintPoint& p : print) {
      if (dot(p.at, axis) > lo + 0.15 * (hi - lo)) continue;
      sum = sum + p.at;
      ++n;
    }
    const PointMm direction = *second_toe - (1.0 / n) * sum;
    axis = (1 / std::hypot(direction.x, direction.y)) * direction;
  }
  extent(true);
  truth.length_mm = hi - lo;
  truth.heel_end_mm = lo;
  const PointMm on_plate = placement.to_plate(axis) - placement.to_plate({0, 0});
  truth.axis_deg = 180 / std::numbers::pi * std::atan2(on_plate.x, on_plate.y);

  extent(false);
  std::array<double, 3> thirds{};
  double total = 0;
  for (const PrintPoint& p : print) {
    if (p.toe) continue;
    const double t = 3 * (dot(p.at, axis) - lo) / (hi - lo);
    thirds[std::min<std::size_t>(2, static_cast<std::size_t>(std::max(0.0, t)))] += 1;
    total += 1;
  }
  if (total > 0) truth.arch_index = thirds[1] / total;
}

}  // namespace

struct PrintMeter::Impl {
  FootModel foot;
  Raster raster;
};

PrintMeter::PrintMeter(const FootModel& foot)
    : impl_(std::make_unique<Impl>(Impl{foot, rasterise(foot)})) {}

PrintMeter::~PrintMeter() = default;

void PrintMeter::measure(const std::function<ZoneForces(double)>& forces_n, StepTruth& step) const {
  const auto& [foot, raster] = *impl_;
  const ContinuousPeak peak = peak_over_time(raster, forces_n, step);
  measure_print(raster, foot, peak, step.placement, step);
}

FrameTruth measure_contact(const Contact& contact, double time_s) {
  FrameTruth truth;
  truth.time_s = time_s;
  const ZoneForces n = contact.forces_n(time_s);
  PointMm moment;
  for (std::size_t z = 0; z < foot_zone_count; ++z) {
    const auto zone = static_cast<FootZone>(z);
    const double force = n[z] * contact.foot.share_on_plate(zone);
    truth.force_n += force;
    moment = moment + force * contact.foot.centre(zone);
  }
  if (truth.force_n > 0) truth.cop = (1 / truth.force_n) * moment;
  return truth;
}

}  // namespace solea::virtual_mat
