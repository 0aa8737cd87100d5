#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/loading_rate.h"
#include "analysis/metric.h"

/// What measures of the whole foot and of a region have in common.
namespace solea::metrics {

/// Largest value of a curve; 0 of an empty one.
[[nodiscard]] double largest(std::span<const double> values);

/// First contact frame with the largest value; nothing when none is above 0.
[[nodiscard]] std::optional<std::size_t> frame_of_peak(const StepCurves& foot,
                                                       std::span<const double> values);

/// A curve from `on` (first contact frame of the foot or of a region) to last foot contact; empty
/// without contact.
[[nodiscard]] Rise rise_from(std::optional<std::size_t> on, const StepCurves& foot,
                             std::span<const double> values);

/// A value per body weight; nothing without a body mass.
[[nodiscard]] std::optional<double> per_body_weight(const StepContext& step,
                                                    std::optional<double> newtons);

/// A quotient; nothing when the denominator is not above 0.
[[nodiscard]] std::optional<double> quotient(double numerator, double denominator);

/// (a - b) / (a + b) in percent; nothing when the sum is not above 0.
[[nodiscard]] std::optional<double> difference_pct(double a, double b);

/// (medial - lateral) / (medial + lateral) of the heel's zones in percent, each zone by a number of
/// its curves; nothing without zones.
template <class OfZone>
std::optional<double> heel_difference_pct(const StepContext& step, OfZone of_zone) {
  const ZoneCurves* medial = step.zone(FootZone::heel_medial);
  const ZoneCurves* lateral = step.zone(FootZone::heel_lateral);
  if (medial == nullptr || lateral == nullptr) return std::nullopt;
  return difference_pct(of_zone(*medial), of_zone(*lateral));
}

/// Cells of the whole box, each with weight 1.
[[nodiscard]] std::vector<ZoneCell> all_cells(const Footprint& footprint);

/// Area of the cells that were ever active, cells at a region's border in part, mm2.
[[nodiscard]] double active_area_mm2(const Footprint& footprint, std::span<const ZoneCell> cells);

/// Largest integral of a cell that lies at least half in the region, kPa s: trapezoid.
[[nodiscard]] double largest_cell_integral_kpas(const Footprint& footprint,
                                                std::span<const ZoneCell> cells);

/// Its largest sum of pressure times frame duration, kPa s: rectangle.
[[nodiscard]] double largest_cell_sum_kpas(const StepContext& step,
                                           std::span<const ZoneCell> cells);

/// Where and when the peak pressure was: first contact frame, then first cell.
struct PeakPlace {
  std::size_t frame = 0;
  std::size_t cell = 0;  ///< of the step's box
  int row = 0;           ///< on the plate
  int col = 0;
};
/// Among cells that lie at least half in the region; nothing when none is active.
[[nodiscard]] std::optional<PeakPlace> peak_place(const StepContext& step,
                                                  std::span<const ZoneCell> cells);

/// Peak pressure gradient of a region: steepest fall around its peak, or one of equal ones, at that
/// instant, kPa/mm.
[[nodiscard]] std::optional<double> peak_pressure_gradient_kpa_mm(const StepContext& step,
                                                                  std::span<const ZoneCell> cells);

/// Largest gradient of the maximum pressure picture over a region's active cells, kPa/mm.
[[nodiscard]] std::optional<double> max_gradient_kpa_mm(const Footprint& footprint,
                                                        std::span<const ZoneCell> cells);

/// Directions of the gradient at the cell of the peak pressure over the contact frames, deg.
[[nodiscard]] std::vector<double> gradient_angles_deg(const StepContext& step);

/// Largest mean of a square of cells in a contact frame, kPa; unloaded cells count as 0.
[[nodiscard]] double peak_of_square_kpa(const StepContext& step, int side);

}  // namespace solea::metrics
