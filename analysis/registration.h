#pragma once

#include <optional>
#include <span>

#include "analysis/foot_frame.h"
#include "core/footprint.h"
#include "core/plate.h"

namespace solea {

/// A turn about the plate's origin, then a shift: where a place of the fixed print lies in the
/// moving one.
struct RigidTransform {
  double turn_deg = 0;  ///< counter-clockwise seen from above
  PointMm shift;

  [[nodiscard]] PointMm apply(PointMm p) const;
  [[nodiscard]] PointMm turned(PointMm v) const;  ///< a direction
  [[nodiscard]] RigidTransform inverse() const;
};

/// How far the search goes from its start (metrics.md 8).
struct RegistrationSettings {
  double turn_deg = 10;
  double shift_mm = 20;
  std::optional<RigidTransform> start;  ///< known nearly: only refined from here
};

/// Mean square of the fixed print minus the moving one sampled there (bilinear, 0 outside its
/// box), over all cells of the fixed print's box, kPa2.
[[nodiscard]] double registration_mse(const Footprint& fixed, const Footprint& moving,
                                      const RigidTransform& transform);

/// Direction of a print's largest extent, degrees from the plate's x axis, -90 to 90; weighted by
/// pressure: 0.5 atan2(2 mu11, mu20 - mu02).
[[nodiscard]] double principal_axis_deg(const Footprint& print);

/// A registration and how well the prints agree after it.
struct Registration {
  RigidTransform transform;
  double mse = 0;                  ///< kPa2, over the fixed print's box and a margin around it
  double relative_difference = 0;  ///< root of the mean square over that of the fixed print alone
};

/// Lays the moving print over the fixed one by their maximum pressure pictures: principal axes,
/// with the axes' directions told by `fixed_axis` and `moving_axis` (heel to toe), then least
/// squares, coarse to fine (metrics.md 8). Both prints of the same side.
[[nodiscard]] Registration register_prints(const Footprint& fixed, const Footprint& moving,
                                           PointMm fixed_axis, PointMm moving_axis,
                                           const RegistrationSettings& settings = {});

/// Lays a partial print over a whole one: turns about `turn_deg` within `freedom_deg` (180: all)
/// and every shift that keeps the part on the whole are tried coarsely, the best refined. What the
/// part does not show does not count.
[[nodiscard]] Registration register_part(const Footprint& part, const Footprint& whole,
                                         double turn_deg, double freedom_deg);

/// The whole print's frame on the part's plate.
[[nodiscard]] FootFrame frame_after(const FootFrame& whole, const RigidTransform& part_to_whole);

/// A print with every value sampled elsewhere: what the fixed print's cells, in a box of
/// `margin_mm` more on each side, see in the moving one.
[[nodiscard]] Footprint resampled(const Footprint& moving, const Footprint& fixed,
                                  const RigidTransform& transform, double margin_mm);

}  // namespace solea
