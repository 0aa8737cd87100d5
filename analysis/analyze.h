#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/arch.h"
#include "analysis/foot_geometry.h"
#include "analysis/masks/mask.h"
#include "analysis/phases.h"
#include "analysis/settings.h"
#include "analysis/step_curves.h"
#include "analysis/zones.h"
#include "core/footprint.h"
#include "core/recording.h"

namespace solea {

/// Where the foot meets the ground first (metrics.md 4.6): up to a third, two thirds of its length.
enum class StrikeClass : std::uint8_t { rearfoot, midfoot, forefoot };

[[nodiscard]] std::string_view to_string(StrikeClass strike) noexcept;

/// Everything about one step.
struct StepResult {
  Step step;
  Side side = Side::unknown;
  double side_confidence = 0;
  StepCurves curves;
  Footprint footprint;
  std::optional<FootGeometry> geometry;  ///< empty when the print is no foot
  std::vector<Zone> zones;               ///< empty without geometry
  std::vector<ZoneCurves> zone_curves;   ///< parallel to zones
  std::vector<MaskZone> mask_zones;      ///< by the mask of the settings; empty without geometry
  std::vector<ZoneCurves> mask_curves;   ///< parallel to mask_zones
  StancePhases phases;
  std::vector<std::optional<double>> metrics;  ///< parallel to builtin_metrics()
  std::optional<ArchClass> arch;
  std::optional<StrikeClass> strike;

  /// A measure by its id; empty when undefined. Throws std::out_of_range for an unknown id.
  [[nodiscard]] std::optional<double> metric(std::string_view id) const;
};

/// The recording as one, all cells together.
struct WholeResult {
  double peak_pressure_kpa = 0;
  double max_force_n = 0;
  double contact_area_max_cm2 = 0;
  double contact_area_mpp_cm2 = 0;
};

struct AnalysisResult {
  AnalysisSettings settings;
  WholeResult whole;
  std::vector<StepResult> steps;
  std::vector<std::string> warnings;
};

/// The step that a correction means; nothing where none is there.
[[nodiscard]] std::optional<std::size_t> step_of_correction(const StepCorrection& correction,
                                                            const Recording& recording,
                                                            const AnalysisResult& result);

/// Steps and every measure of a recording in kPa. A pure function.
[[nodiscard]] AnalysisResult analyze(const Recording& recording, const AnalysisSettings& settings);

}  // namespace solea
