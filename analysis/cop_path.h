#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/step_curves.h"
#include "core/plate.h"

namespace solea {

/// The centre of pressure in one contact frame.
struct CopPoint {
  std::size_t frame = 0;  ///< of the step
  double time_s = 0;
  double force_n = 0;
  PointMm at;  ///< on the plate
};

/// The centre of pressure over a step. Frames below the contact force are left out, not held.
struct CopPath {
  std::vector<CopPoint> points;
  double cutoff_hz = 0;  ///< 0: not filtered
};

/// Path of a step, each run of successive contact frames low-pass filtered on its own (metrics.md
/// 4.1). Not filtered when `cutoff_hz` is 0 or the rate is below 2.5 times it.
[[nodiscard]] CopPath make_cop_path(const StepCurves& curves, double cutoff_hz);

/// Sum of the distances between successive points, mm.
[[nodiscard]] double path_length_mm(std::span<const CopPoint> points);

/// Largest speed by central differences, mm/s; nothing without three successive frames.
[[nodiscard]] std::optional<double> max_speed_mm_s(std::span<const CopPoint> points);

/// The points of frames first .. last, inclusive.
[[nodiscard]] std::span<const CopPoint> points_between(const CopPath& path, std::size_t first,
                                                       std::size_t last);

}  // namespace solea
