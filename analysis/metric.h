#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "analysis/foot_geometry.h"
#include "analysis/settings.h"
#include "analysis/step_curves.h"
#include "analysis/zones.h"
#include "core/footprint.h"
#include "core/step_movie.h"

namespace solea {

/// Everything a measure may read of one step.
struct StepContext {
  const StepMovie& movie;
  const StepCurves& curves;
  const Footprint& footprint;
  const FootGeometry* geometry;             ///< null when the print is no foot
  std::span<const Zone> zones;              ///< empty without geometry
  std::span<const ZoneCurves> zone_curves;  ///< parallel to zones
  const ZoneCurves* heel;                   ///< both heel zones together, null without geometry
  const AnalysisSettings& settings;
};

/// A measure of one step: what it is called, what it means, where it comes from, how it is
/// computed. The command line, tables and documentation follow from this.
struct Metric {
  std::string_view id;  ///< stable, lower case, ends in its unit
  std::string_view label;
  std::string_view unit;
  std::string_view definition;  ///< one sentence
  std::string_view source;      ///< section of the metrics specification, or a paper
  std::optional<double> (*compute)(const StepContext&);  ///< empty: undefined for this step
};

/// Every measure, in the order of tables.
[[nodiscard]] std::span<const Metric* const> builtin_metrics();

/// Null when there is none of that id.
[[nodiscard]] const Metric* find_metric(std::string_view id);

}  // namespace solea
