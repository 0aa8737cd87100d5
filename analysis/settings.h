#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/geometry_settings.h"
#include "analysis/side_settings.h"
#include "core/polygon_mask.h"
#include "core/step.h"
#include "core/step_correction.h"

namespace solea {

/// Every threshold of the analysis. Stored with each result; none is hidden in the code.
struct AnalysisSettings {
  // What counts as contact (metrics.md 0.2 and 1)
  double contact_threshold_kpa = 10;  ///< a cell is active from here on; below, it counts as 0
  double contact_force_n = 20;        ///< a frame belongs to the stance from this force on
  /// Of the contact threshold: fainter cells tell nothing. Those between tell where the print ends
  /// between two cells' centres (arch_index_subcell), and are 0 for all else.
  double faint_fraction = 0.5;
  /// What a recording that is to be analysed may leave out.
  [[nodiscard]] double least_kpa() const noexcept { return faint_fraction * contact_threshold_kpa; }

  // How loaded cells become steps
  double min_duration_s = 0.10;     ///< shorter contacts are marked, not dropped
  double min_area_mm2 = 1000;       ///< so are smaller ones (area of the maximum pressure picture)
  double max_foot_length_mm = 340;  ///< parts farther apart are two feet
  double max_foot_width_mm = 150;
  double max_forefoot_width_mm = 120;  ///< of a contact that is short for its width
  double max_width_to_length = 0.55;   ///< of a contact wider than that
  double join_gap_mm = 110;            ///< unloaded arch between heel and forefoot of one foot
  double join_rim_mm = 25;             ///< loose cells of a foot's rim are this near
  double join_pause_s = 0.06;          ///< parts of one foot may follow each other by this much
  /// Parts of one foot are loaded together for this much of the shorter one's time.
  double join_overlap = 0.4;
  std::size_t min_part_samples = 10;  ///< fewer loaded cells, over all frames, are noise or a rim
  double cut_force_fraction = 0.10;   ///< force at the recording's ends, of the step's maximum
  /// A foot that keeps touching (in a shoe) has made another step when its force went below this
  /// fraction of the lower of two maxima, for longer than `join_pause_s`.
  double lift_force_fraction = 0.10;
  double stance_force_fraction = 1.0 / 3;  ///< of the highest maximum: a lower one is no stance
  /// A stance reaches into the pause beside it until the force is down to this part of the way from
  /// the lift's to the lowest.
  double lift_reach_fraction = 0.25;

  // Which parts are one foot
  double join_same_place = 0.5;  ///< of the smaller one's area, of parts that follow each other
  /// Of all ways to join with as few feet: a mm of gap counts as so much of the feet's squared
  /// areas, (100 cm2)^2. Only where these are even.
  double join_gap_cost = 1e-3;
  std::size_t join_most_parts = 9;  ///< all ways are tried for so many; the others join one by one

  // How feet that touch are split: the threshold rises until they fall apart
  double split_level_step = 1.5;     ///< from one threshold to the next
  double split_highest_level = 0.6;  ///< of the peak
  double split_piece_share = 0.05;  ///< of the cells left at a threshold: smaller ones are no piece
  std::size_t split_most_samples = std::size_t{1} << 26U;  ///< cells of the box over all frames

  // Faulty cells: loaded with nothing around them within `join_gap_mm`, for this much of the
  // recording and of the time they are loaded at all
  double faulty_fraction = 0.05;
  double faulty_alone_fraction = 0.5;
  double stuck_fraction = 0.95;          ///< or for this much of the recording at all
  std::size_t faulty_patch_cells = 3;    ///< so many together still have nothing around them
  std::size_t faulty_least_frames = 20;  ///< shorter recordings tell nothing of that
  std::size_t faulty_most_named = 8;     ///< of more, the warnings tell the number

  SideSettings sides;  ///< left or right (7.5)

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
  double longest_step_s = 1.5;       ///< steps farther apart in time or place, heel to heel, ...
  double longest_step_mm = 1500;     ///< ... share no stride line, which toe-out is against (4.5)
  double print_to_foot_mm = 0;  ///< foot length less print length, from a device's own calibration
  std::optional<double> ml_ratio_p10_pct;  ///< own reference of the Willems ratio over foot flat
  std::optional<double> ml_ratio_p90_pct;  ///< (4.9); without both it has no vote on the loading

  // What the user knows
  std::optional<double> mass_kg;
  bool one_foot = false;  ///< the grid is one foot's: its rim cuts nothing, one side for all
  std::optional<double> age_years;
  double adult_arch_years = 10;  ///< arch classes of adults are left out under this (3.3)
  std::optional<Side> side;      ///< of every step, overrides detection
  std::vector<StepCorrection> corrections;  ///< of single steps, override everything
};

}  // namespace solea
