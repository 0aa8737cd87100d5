#pragma once

#include <optional>

#include "core/frame.h"
#include "core/plate.h"

/// Sums over one frame. A cell is active when its pressure reaches the threshold (inclusive);
/// inactive cells count as 0 (metrics.md 0.2).
namespace solea {

/// Force in N: sum of pressure times cell area over the active cells (metrics.md 1.1, 1.2).
[[nodiscard]] double total_force_n(FrameView frame, double threshold_kpa);

/// Contact area in mm2: area of the active cells (metrics.md 1.4).
[[nodiscard]] double contact_area_mm2(FrameView frame, double threshold_kpa);

/// Largest pressure of an active cell in kPa, 0 where none is active (metrics.md 1.8).
[[nodiscard]] double peak_pressure_kpa(FrameView frame, double threshold_kpa);

/// Centre of pressure on the plate, mm: cell centres weighted with pressure (metrics.md 4.1).
/// Undefined without an active cell.
[[nodiscard]] std::optional<PointMm> centre_of_pressure(FrameView frame, double threshold_kpa);

}  // namespace solea
