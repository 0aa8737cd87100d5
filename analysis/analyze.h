#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/arch.h"
#include "analysis/classes.h"
#include "analysis/foot_geometry.h"
#include "analysis/masks/mask.h"
#include "analysis/phases.h"
#include "analysis/settings.h"
#include "analysis/step_curves.h"
#include "analysis/zones.h"
#include "core/footprint.h"
#include "core/recording.h"

namespace solea {

/// Classes of one step by published cut-offs, undefined where the measure is.
struct StepClasses {
  std::optional<ArchClass> arch;  ///< Cavanagh & Rodgers 1987
  std::optional<ArchClass> arch_buldt;
  std::optional<ArchClass> modified_arch;
  std::optional<FootprintClass> chippaux_smirak;
  std::optional<FootprintClass> clarke;
  std::optional<StrikeClass> strike;
  LoadingSigns signs;
  std::optional<LoadingClass> loading;
};

/// What the line of progression of a step is (metrics.md 4.5): from its heel to the same foot's
/// next one or to it from the last; the mean of these of the other steps of the walk; of a step
/// alone the plate's axis that the toes point along.
enum class Progression : std::uint8_t { plate, stride, walk };

[[nodiscard]] std::string_view to_string(Progression progression) noexcept;

/// Everything about one step.
struct StepResult {
  Step step;
  Detail detail = Detail::times;  ///< of a picture there is no force, no place of it and no time
  Side side = Side::unknown;
  double side_confidence = 0;
  StepCurves curves;
  Footprint footprint;
  std::optional<FootGeometry> geometry;  ///< empty when the print is no foot
  Progression progression = Progression::plate;
  std::vector<Zone> zones;              ///< empty without geometry
  std::vector<ZoneCurves> zone_curves;  ///< parallel to zones
  std::vector<MaskZone> mask_zones;     ///< by the mask of the settings; empty without geometry
  std::vector<ZoneCurves> mask_curves;  ///< parallel to mask_zones
  StancePhases phases;
  std::vector<std::optional<double>> metrics;  ///< parallel to builtin_metrics()
  StepClasses classes;
  std::optional<ArchClass> arch;      ///< that of `classes`
  std::optional<StrikeClass> strike;  ///< that of `classes`

  /// A measure by its id; empty when undefined. Throws std::out_of_range for an unknown id.
  [[nodiscard]] std::optional<double> metric(std::string_view id) const;
};

/// The recording as one, all cells together.
struct WholeResult {
  double peak_pressure_kpa = 0;
  // Empty where the size of a cell is not known, the first two also of a maximum picture.
  std::optional<double> max_force_n;
  std::optional<double> contact_area_max_cm2;
  std::optional<double> contact_area_mpp_cm2;
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
