#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/plate.h"
#include "core/step_movie.h"

namespace solea {

/// The whole foot over time: one value per frame of a step movie.
struct StepCurves {
  std::vector<double> times_s;
  std::vector<double> force_n;
  std::vector<double> area_mm2;
  std::vector<double> peak_kpa;
  std::vector<std::optional<PointMm>> cop;  ///< undefined outside contact frames
  std::size_t first_contact = 0;            ///< first frame with force >= the contact force (FFC)
  std::size_t last_contact = 0;             ///< last such frame (LFC)
  bool has_contact = false;

  /// Time from first to last contact frame, s.
  [[nodiscard]] double stance_s() const;
  /// A frame's time as percent of stance: 0 at first, 100 at last contact. Undefined when stance is
  /// 0.
  [[nodiscard]] std::optional<double> stance_pct(std::size_t frame) const;
};

/// `contact_force_n`: frames below it are no contact frames (metrics.md 0.2).
[[nodiscard]] StepCurves make_curves(const StepMovie& movie, double contact_force_n);

/// Integral of a curve over the contact frames, trapezoid, no padding (metrics.md 0.2).
[[nodiscard]] double integrate_contact(const StepCurves& curves, std::span<const double> values);

}  // namespace solea
