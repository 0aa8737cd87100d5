#pragma once

#include <optional>
#include <span>
#include <vector>

#include "calibration/calibration.h"
#include "calibration/load_plan.h"
#include "core/plate.h"

/// A calibration held against known loads (metrics.md 11).
namespace solea::calibration {

struct VerificationSettings {
  double settle_s = 0.5;     ///< of each hold left out at its start
  double margin_s = 0.1;     ///< and at its end
  double cop_floor_kpa = 5;  ///< cells under it are not part of a centre of pressure
  double creep_hold_s = 20;  ///< holds from this length on tell creep
  double creep_t0_s = 1;     ///< where creep begins
  double good_rms_pct = 1;   ///< of full scale: limits of the verdict
  double good_cop_mm = 1;
  double good_force_pct = 5;  ///< largest error of a force
  double good_hysteresis_pct = 5;
  double good_creep_pct = 5;  ///< a decade
};

/// An even pressure, as measured.
struct LevelCheck {
  double kpa = 0;
  double force_n = 0;       ///< of the load on the whole plate
  double measured_kpa = 0;  ///< mean of all cells
  double measured_force_n = 0;
  double force_error_pct = 0;
  double rms_error_kpa = 0;  ///< over cells
  bool coming_down = false;  ///< from a larger one, without a rest: that is hysteresis
};

/// A stamp, as measured.
struct PointCheck {
  PointMm at;
  double force_n = 0;
  double measured_force_n = 0;
  double force_error_pct = 0;
  std::optional<PointMm> cop;          ///< mean over the hold's frames; undefined without load
  std::optional<double> cop_error_mm;  ///< of that mean
  std::optional<double> cop_rms_mm;    ///< RMS distance of single frames
};

/// Everything that was found. What the recordings do not tell is empty.
struct Verification {
  double full_scale_kpa = 0;
  std::vector<LevelCheck> levels;
  std::vector<PointCheck> points;
  std::optional<double> rms_error_kpa;            ///< over all cells, levels not coming down
  std::optional<double> rms_error_pct;            ///< of full scale
  std::optional<double> largest_force_error_pct;  ///< of these levels and the points
  std::optional<double> largest_cop_error_mm;
  std::optional<double> noise_kpa;       ///< median over cells of the standard deviation
  std::optional<double> noise_force_n;   ///< standard deviation of the total force
  std::optional<double> creep_pct;       ///< a decade, left after correction
  std::optional<double> creep_hold_s;    ///< length of the hold it was seen in
  std::optional<double> hysteresis_pct;  ///< of full scale
  std::vector<double> cell_rms_kpa;      ///< a cell each, over the same levels; empty without any
};

/// Gathers kPa of one or more recordings, each of a plan, frame by frame.
class Verifier {
 public:
  Verifier(const PlateGeometry& plate, double full_scale_kpa, VerificationSettings settings);

  /// Begins a recording.
  void begin(LoadPlan plan);
  void add(double time_s, std::span<const float> kpa);
  [[nodiscard]] Verification result() const;

 private:
  struct HoldSums {
    Hold hold;
    std::size_t recording = 0;
    std::size_t frames = 0;
    std::vector<double> kpa;  ///< sum of a level, a cell each
    double force_n = 0;
    PointMm cop;
    double cop_squares = 0;
    std::size_t cop_frames = 0;
    std::vector<double> times_s, mean_kpa;  ///< of long holds, since the start
  };
  void add_to_hold(HoldSums& sums, double time_s, std::span<const float> kpa, double force_n);
  [[nodiscard]] bool comes_down(std::size_t hold) const;
  void check_levels(Verification& v) const;
  void check_points(Verification& v) const;
  void check_creep(Verification& v) const;
  void check_hysteresis(Verification& v) const;
  void check_noise(Verification& v) const;

  PlateGeometry plate_;
  double full_scale_kpa_;
  VerificationSettings settings_;
  std::size_t recordings_ = 0;
  std::size_t first_hold_ = 0;  ///< of this recording
  std::vector<HoldSums> holds_;
  // Unloaded: Welford's sums.
  std::size_t unloaded_frames_ = 0;
  std::vector<double> mean_, squares_;
  double force_mean_ = 0;
  double force_squares_ = 0;
};

/// Whether everything that was looked at is within its limit.
[[nodiscard]] bool is_within_limits(const Verification& v, const VerificationSettings& settings);

}  // namespace solea::calibration
