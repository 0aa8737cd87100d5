#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "acquisition/virtual_mat/contact.h"
#include "acquisition/virtual_mat/foot_model.h"

/// What a virtual mat knows to be true, from the model's continuous pressure, never from cells.
namespace solea::virtual_mat {

/// One frame: sum over all feet, before any sensor. What presses beyond the plate does not count.
struct FrameTruth {
  double time_s = 0;
  double force_n = 0;
  std::optional<PointMm> cop;  ///< undefined without force
  /// Of the pressure from the contact threshold on alone, as metrics.md 0.2 counts it; of a foot
  /// that steps only, not of one that stands.
  double active_force_n = 0;
  std::optional<PointMm> active_cop;
};

/// The instants of metrics.md 4.7 as frames of the step. Undefined ones are empty.
struct InstantFrames {
  std::optional<std::size_t> ffc;
  std::optional<std::size_t> fmc;
  std::optional<std::size_t> fff;
  std::optional<std::size_t> ho;
  std::optional<std::size_t> lfc;
};

/// One contact.
struct StepTruth {
  FootPlacement placement;
  double start_s = 0;
  double end_s = 0;
  // Peaks are those of cells of an ideal mat with this grid and rate, see measure_cells.
  double peak_pressure_kpa = 0;
  std::array<double, foot_zone_count> zone_peak_kpa{};           ///< cells at least half in it
  std::array<double, foot_zone_count> zone_peak_inside_kpa{};    ///< cells wholly in it
  std::array<double, foot_zone_count> zone_peak_touching_kpa{};  ///< cells with any part in it
  std::array<double, foot_zone_count> zone_max_force_n{};
  double max_force_n = 0;
  std::optional<double> arch_index;  ///< of the continuous toeless print at 10 kPa (metrics.md 3.1)
  double length_mm = 0;              ///< of the continuous print along its axis, with toes
  double heel_end_mm = 0;            ///< its heel end along its axis, from the placement's heel
  double axis_deg = 0;               ///< heel centre to second toe tip, from the plate's y axis
  std::vector<FrameTruth> frames;    ///< this foot alone, at the mat's frames, from `first_frame`
  std::size_t first_frame = 0;
  // Among `frames`. A zone is in contact by one of its cells (metrics.md 0.2), so these are what an
  // ideal mat with this grid shows; beside them those of the continuous pressure, where one point
  // of it is enough.
  InstantFrames instants;
  InstantFrames point_instants;
};

/// Measures continuous prints of one foot: its patches on a raster of half a millimetre.
class PrintMeter {
 public:
  explicit PrintMeter(const FootModel& foot);
  ~PrintMeter();
  PrintMeter(const PrintMeter&) = delete;
  PrintMeter& operator=(const PrintMeter&) = delete;

  /// Fills what follows from the continuous pressure between the step's start and end: largest
  /// forces, length, axis, arch index. Takes some hundredths of a second.
  void measure(const std::function<ZoneForces(double time_s)>& forces_n, StepTruth& step) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Force and centre of one foot on the plate at a time.
[[nodiscard]] FrameTruth measure_contact(const Contact& contact, double time_s);

}  // namespace solea::virtual_mat
