#include "acquisition/virtual_mat/truth_zones.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <unordered_map>
#include <vector>

#include "acquisition/virtual_mat/truth_active.h"

namespace solea::virtual_mat {

namespace {

constexpr double heel_part = 0.27;     // metrics.md 7.2
constexpr double midfoot_part = 0.55;  // metrics.md 7.2

enum class Third : std::uint8_t { heel, midfoot, forefoot };

Third third_of(FootZone zone) {
  switch (zone) {
    case FootZone::heel_medial:
    case FootZone::heel_lateral:
      return Third::heel;
    case FootZone::midfoot:
      return Third::midfoot;
    default:
      return Third::forefoot;
  }
}

}  // namespace

FootZone zone_at(const FootModel& foot, const StepTruth& print, PointMm on_plate) {
  const double axis = print.axis_deg * std::numbers::pi / 180;
  const PointMm from_heel = on_plate - print.placement.heel;
  const double along = dot(from_heel, PointMm{std::sin(axis), std::cos(axis)}) - print.heel_end_mm;
  const Third third = along < heel_part * print.length_mm      ? Third::heel
                      : along < midfoot_part * print.length_mm ? Third::midfoot
                                                               : Third::forefoot;
  const PointMm p = print.placement.to_foot(on_plate);
  FootZone zone = FootZone::midfoot;
  double least = std::numeric_limits<double>::infinity();
  for (const Patch& patch : foot.patches) {
    if (third_of(patch.zone) != third) continue;
    const double r2 = patch.radius2(p);
    if (r2 >= least) continue;
    least = r2;
    zone = patch.zone;
  }
  return zone;
}

std::array<double, foot_zone_count> zone_parts(const FootModel& foot, const StepTruth& print,
                                               const PlateGeometry& plate, std::uint32_t cell) {
  const PointMm centre = plate.cell_centre(cell);
  // u and v: -0.5 to 0.5 over the cell.
  const auto zone_in_cell = [&](double u, double v) {
    const PointMm p = centre + PointMm{u * plate.pitch_x_mm, v * plate.pitch_y_mm};
    return static_cast<std::size_t>(zone_at(foot, print, p));
  };
  std::array<double, foot_zone_count> parts{};
  // Most cells lie in one zone: nine points from corner to corner tell.
  const std::size_t zone = zone_in_cell(0, 0);
  bool one = true;
  for (const double u : {-0.5, 0.0, 0.5}) {
    for (const double v : {-0.5, 0.0, 0.5}) one = one && zone_in_cell(u, v) == zone;
  }
  if (one) {
    parts[zone] = 1;
    return parts;
  }
  constexpr int n = 16;
  for (int j = 0; j < n; ++j) {
    for (int i = 0; i < n; ++i) {
      parts[zone_in_cell((i + 0.5) / n - 0.5, (j + 0.5) / n - 0.5)] += 1.0 / (n * n);
    }
  }
  return parts;
}

namespace {

/// A cell of an ideal mat that the foot presses on.
struct PressedCell {
  std::array<double, foot_zone_count> kpa_per_n{};
  std::array<double, foot_zone_count> parts{};  ///< of its area in each zone
  double peak_kpa = 0;

  [[nodiscard]] double kpa(const ZoneForces& n) const {
    double sum = 0;
    for (std::size_t z = 0; z < foot_zone_count; ++z) sum += n[z] * kpa_per_n[z];
    return sum;
  }
};

std::unordered_map<std::uint32_t, PressedCell> press_cells(const FootModel& foot,
                                                           const PlateGeometry& plate,
                                                           const StepTruth& step) {
  const FootOnPlate on_plate(foot, step.placement, plate);
  std::unordered_map<std::uint32_t, PressedCell> cells;
  for (std::size_t z = 0; z < foot_zone_count; ++z) {
    for (const auto& [cell, share] : on_plate.cells(static_cast<FootZone>(z))) {
      cells[cell].kpa_per_n[z] += 1000 * share / plate.cell_area_mm2();
    }
  }
  for (auto& [index, cell] : cells) {
    cell.parts = zone_parts(foot, step, plate, index);
  }
  return cells;
}

}  // namespace

void measure_cells(const FootModel& foot, const PlateGeometry& plate,
                   const std::function<ZoneForces(double time_s)>& forces_n, StepTruth& step) {
  constexpr auto mth1 = static_cast<std::size_t>(FootZone::mth1);
  auto cells = press_cells(foot, plate, step);
  std::vector<ContactOfParts> contacts(step.frames.size());
  for (std::size_t k = 0; k < step.frames.size(); ++k) {
    const ZoneForces n = forces_n(step.frames[k].time_s);
    double active_kpa = 0;
    for (auto& [index, cell] : cells) {
      const double kpa = cell.kpa(n);
      cell.peak_kpa = std::max(cell.peak_kpa, kpa);
      if (kpa < active_from_kpa) continue;
      active_kpa += kpa;
      for (std::size_t z = 0; z < foot_zone_count; ++z) {
        if (cell.parts[z] < 0.5) continue;
        const auto zone = static_cast<FootZone>(z);
        contacts[k].heel = contacts[k].heel || third_of(zone) == Third::heel;
        if (z >= mth1 && z < mth1 + contacts[k].metatarsals.size()) {
          contacts[k].metatarsals[z - mth1] = true;
        }
      }
    }
    contacts[k].foot = 1e-3 * active_kpa * plate.cell_area_mm2() >= contact_from_n;
  }
  step.instants = instants_of(contacts);
  const auto raise = [](double& peak, double kpa) { peak = std::max(peak, kpa); };
  for (const auto& [index, cell] : cells) {
    raise(step.peak_pressure_kpa, cell.peak_kpa);
    for (std::size_t z = 0; z < foot_zone_count; ++z) {
      if (cell.parts[z] >= 1) raise(step.zone_peak_inside_kpa[z], cell.peak_kpa);
      if (cell.parts[z] >= 0.5) raise(step.zone_peak_kpa[z], cell.peak_kpa);
      if (cell.parts[z] > 0) raise(step.zone_peak_touching_kpa[z], cell.peak_kpa);
    }
  }
}

}  // namespace solea::virtual_mat
