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
  bool pad_zero = false;  ///< integrals have a frame of 0 before the first and after the last one

  /// Time from first to last contact frame, s.
  [[nodiscard]] double stance_s() const;
  /// A frame's time as percent of stance: 0 at first, 100 at last contact. Undefined when stance is
  /// 0.
  [[nodiscard]] std::optional<double> stance_pct(std::size_t frame) const;
};

/// `contact_force_n`: frames below it are no contact frames (metrics.md 0.2).
[[nodiscard]] StepCurves make_curves(const StepMovie& movie, double contact_force_n,
                                     bool pad_zero = false);

/// Weight of a frame, s, in the trapezoid integral over the contact frames: 0 outside them. Padding
/// with zero frames where the curves ask for it.
[[nodiscard]] double trapezoid_weight_s(const StepCurves& curves, std::size_t frame);

/// Its weight in the rectangle sum, as vendors have it: the time to the next frame; the last
/// contact frame lasts as long as the one before it.
[[nodiscard]] double rectangle_weight_s(const StepCurves& curves, std::size_t frame);

/// Integral of a curve over the contact frames, trapezoid (metrics.md 0.2).
[[nodiscard]] double integrate_contact(const StepCurves& curves, std::span<const double> values);

/// Sum of a curve over the contact frames, each times its duration: rectangle (metrics.md 0.2).
[[nodiscard]] double sum_contact(const StepCurves& curves, std::span<const double> values);

}  // namespace solea
