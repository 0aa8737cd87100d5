#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/cop_path.h"
#include "analysis/foot_geometry.h"
#include "analysis/phases.h"
#include "analysis/print_contour.h"
#include "analysis/settings.h"
#include "analysis/step_curves.h"
#include "analysis/zones.h"
#include "core/footprint.h"
#include "core/step_movie.h"

namespace solea {

/// A part of the foot: its cells and their curves.
struct Region {
  std::vector<ZoneCell> cells;
  ZoneCurves curves;
};

/// What several measures of a step share, computed once.
struct StepParts {
  std::optional<Region> heel;      ///< both heel zones
  std::optional<Region> forefoot;  ///< M1 to M5; toes excluded
  StancePhases phases;
  CopPath cop;           ///< filtered as the settings say
  PrintContour contour;  ///< of the toeless print; no lines without geometry
};

/// `zones` empty without geometry.
[[nodiscard]] StepParts make_parts(const StepMovie& movie, const StepCurves& curves,
                                   const FootGeometry* geometry, std::span<const Zone> zones,
                                   std::span<const ZoneCurves> zone_curves,
                                   const AnalysisSettings& settings);

/// Everything a measure may read of one step.
struct StepContext {
  const StepMovie& movie;
  const StepCurves& curves;
  const Footprint& footprint;
  const FootGeometry* geometry;             ///< null when the print is no foot
  std::span<const Zone> zones;              ///< the ten anatomical zones; empty without geometry
  std::span<const ZoneCurves> zone_curves;  ///< parallel to zones
  const StepParts& parts;
  const AnalysisSettings& settings;

  /// Heel, midfoot and forefoot are there, as measures of the whole print need them.
  [[nodiscard]] bool has_whole_print() const {
    return geometry != nullptr && geometry->part == PrintPart::whole;
  }
  /// Curves of one of the ten zones; null without geometry.
  [[nodiscard]] const ZoneCurves* zone(FootZone id) const {
    return zone_curves.empty() ? nullptr : &zone_curves[static_cast<std::size_t>(id)];
  }
};

/// Why a measure that needs `needs` is undefined of frames that are `detail`; empty where it is
/// not for that.
[[nodiscard]] std::string_view why_undefined(Detail needs, Detail detail);

/// A measure of one step: what it is called, what it means, where it comes from, how it is
/// computed. The command line, tables and documentation follow from this.
struct Metric {
  std::string_view id;  ///< stable, lower case, ends in its unit
  std::string_view label;
  std::string_view unit;        ///< "1" for a ratio
  std::string_view definition;  ///< one sentence or two
  std::string_view source;      ///< section of the metrics specification, or a paper
  std::string_view pitfalls;    ///< what to beware of, one or two sentences
  Detail needs;                 ///< of the frames; undefined where they are less
  std::optional<double> (*compute)(const StepContext&);  ///< empty: undefined for this step
};

/// Every measure, in the order of tables.
[[nodiscard]] std::span<const Metric* const> builtin_metrics();

/// Null when there is none of that id.
[[nodiscard]] const Metric* find_metric(std::string_view id);

}  // namespace solea
