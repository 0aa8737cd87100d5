#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/step_curves.h"
#include "core/foot_zone.h"
#include "core/step_movie.h"

namespace solea {

/// A cell of the step's box and the part of its area that lies in the zone, 0 to 1.
struct ZoneCell {
  std::size_t cell = 0;
  double weight = 0;
  friend bool operator==(const ZoneCell&, const ZoneCell&) = default;
};

/// A region of the foot: its cells. Weights of one cell over all zones sum to 1.
struct Zone {
  FootZone id = FootZone::midfoot;
  std::vector<ZoneCell> cells;
};

/// A region over time, one value per frame. Sums count weights; single-cell maxima use the cells
/// that lie at least half in the region (metrics.md 0.2).
struct ZoneCurves {
  std::vector<double> force_n;
  std::vector<double> area_mm2;
  std::vector<double> peak_kpa;
  std::optional<std::size_t>
      first_contact;  ///< first contact frame of the foot with the zone active
  std::optional<std::size_t> last_contact;
};

[[nodiscard]] ZoneCurves make_zone_curves(const StepMovie& movie, const StepCurves& foot,
                                          std::span<const ZoneCell> cells);

/// Union of zones, weights added.
[[nodiscard]] std::vector<ZoneCell> unite_zones(std::span<const Zone> zones,
                                                std::span<const FootZone> ids);

}  // namespace solea
