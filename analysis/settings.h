#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/geometry_settings.h"
#include "core/polygon_mask.h"
#include "core/step.h"
#include "core/step_correction.h"

namespace solea {

/// Every threshold of the analysis. Stored with each result; none is hidden in the code.
struct AnalysisSettings {
  // What counts as contact (metrics.md 0.2 and 1)
  double contact_threshold_kpa = 10;  ///< a cell is active from here on; below, it counts as 0
  double contact_force_n = 20;        ///< a frame belongs to the stance from this force on

  // How loaded cells become steps
  double min_duration_s = 0.10;     ///< shorter contacts are marked, not dropped
  double min_area_mm2 = 1000;       ///< so are smaller ones (area of the maximum pressure picture)
  double max_foot_length_mm = 340;  ///< parts farther apart are two feet
  double max_foot_width_mm = 150;
  double join_gap_mm = 110;          ///< unloaded arch between heel and forefoot of one foot
  double join_pause_s = 0.06;        ///< parts of one foot may follow each other by this much
  double cut_force_fraction = 0.10;  ///< force at the recording's ends, of the step's maximum

  // Zones along the foot axis, of the print length with toes (metrics.md 7.2)
  double heel_fraction = 0.27;
  double forefoot_fraction = 0.55;
  std::string mask = "footscan10";          ///< zones of the results; measures use footscan10
  std::optional<PolygonMask> polygon_mask;  ///< the user's own, instead
  GeometrySettings geometry;                ///< how the foot is found in a print

  // Variants of measures (metrics.md)
  bool pad_zero = false;  ///< integrals: a frame of 0 before the first and after the last contact
  double cop_lowpass_hz = 20;     ///< zero-lag low-pass of the CoP path; 0: none. Running: 50 (4.1)
  double first_peak_drop = 0.05;  ///< of the maximum: the fall that ends the first peak (1.21)
  double cpei_trim_force_n = 20;  ///< CPEI leaves out frames below this and below ...
  double cpei_trim_fraction = 0.05;  ///< ... this part of the step's maximum force (4.2)
  double print_to_foot_mm = 0;  ///< foot length less print length, from a device's own calibration
  std::optional<double> ml_ratio_p10_pct;  ///< own reference of the Willems ratio over foot flat
  std::optional<double> ml_ratio_p90_pct;  ///< (4.9); without both it has no vote on the loading

  // What the user knows
  std::optional<double> mass_kg;
  std::optional<double> age_years;          ///< under 10, arch classes of adults are left out (3.3)
  std::optional<Side> side;                 ///< of every step, overrides detection
  std::vector<StepCorrection> corrections;  ///< of single steps, override everything
};

}  // namespace solea
