#include "analysis/metrics/region.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "analysis/pressure_gradient.h"
#include "core/units.h"

namespace solea::metrics {

namespace {

constexpr double half = 0.5 - 1e-9;  // a cell cut exactly in half belongs to both

PressureGrid grid_of(const Footprint& footprint, std::span<const float> kpa) {
  return {footprint.plate, footprint.box, kpa};
}

}  // namespace

double largest(std::span<const double> values) {
  return values.empty() ? 0.0 : *std::max_element(values.begin(), values.end());
}

std::optional<std::size_t> frame_of_peak(const StepCurves& foot, std::span<const double> values) {
  std::optional<std::size_t> peak;
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (foot.cop[k] && values[k] > (peak ? values[*peak] : 0.0)) peak = k;
  }
  return peak;
}

Rise rise_from(std::optional<std::size_t> on, const StepCurves& foot,
               std::span<const double> values) {
  if (!on || !foot.has_contact) return {};
  const std::size_t count = foot.last_contact + 1 - *on;
  return {std::span(foot.times_s).subspan(*on, count), values.subspan(*on, count)};
}

std::optional<double> per_body_weight(const StepContext& step, std::optional<double> newtons) {
  if (!newtons || !step.settings.mass_kg) return std::nullopt;
  return *newtons / body_weight_n(*step.settings.mass_kg);
}

std::optional<double> quotient(double numerator, double denominator) {
  if (!(denominator > 0)) return std::nullopt;
  return numerator / denominator;
}

std::optional<double> difference_pct(double a, double b) {
  return quotient(100 * (a - b), a + b);
}

std::vector<ZoneCell> all_cells(const Footprint& footprint) {
  std::vector<ZoneCell> cells(footprint.cells());
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = {i, 1.0};
  return cells;
}

double active_area_mm2(const Footprint& footprint, std::span<const ZoneCell> cells) {
  double count = 0;
  for (const ZoneCell& cell : cells) {
    if (footprint.peak_kpa[cell.cell] > 0) count += cell.weight;
  }
  return count * footprint.plate.cell_area_mm2();
}

double largest_cell_integral_kpas(const Footprint& footprint, std::span<const ZoneCell> cells) {
  double most = 0;
  for (const ZoneCell& cell : cells) {
    if (cell.weight >= half) most = std::max<double>(most, footprint.pti_kpas[cell.cell]);
  }
  return most;
}

double largest_cell_sum_kpas(const StepContext& step, std::span<const ZoneCell> cells) {
  std::vector<double> sums(step.movie.cells());
  for (std::size_t k = 0; k < step.movie.frames(); ++k) {
    const double weight_s = rectangle_weight_s(step.curves, k);
    if (weight_s <= 0) continue;
    const auto frame = step.movie.frame(k);
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weight_s * frame[i];
  }
  double most = 0;
  for (const ZoneCell& cell : cells) {
    if (cell.weight >= half) most = std::max(most, sums[cell.cell]);
  }
  return most;
}

std::optional<PeakPlace> peak_place(const StepContext& step, std::span<const ZoneCell> cells) {
  std::optional<PeakPlace> place;
  float peak = 0;
  const CellBox& box = step.movie.step.box;
  for (std::size_t k = 0; k < step.movie.frames(); ++k) {
    if (!step.curves.cop[k] || step.curves.peak_kpa[k] <= peak) continue;
    const auto frame = step.movie.frame(k);
    for (const ZoneCell& cell : cells) {
      if (cell.weight < half || frame[cell.cell] <= peak) continue;
      peak = frame[cell.cell];
      const int i = static_cast<int>(cell.cell);
      place = {k, cell.cell, box.row0 + i / box.cols(), box.col0 + i % box.cols()};
    }
  }
  return place;
}

std::optional<double> peak_pressure_gradient_kpa_mm(const StepContext& step,
                                                    std::span<const ZoneCell> cells) {
  const auto place = peak_place(step, cells);
  if (!place) return std::nullopt;
  const auto frame = step.movie.frame(place->frame);
  const PressureGrid grid = grid_of(step.footprint, frame);
  const CellBox& box = step.movie.step.box;
  double steepest = 0;
  // Of cells with the same peak the one with the steepest fall, so that a mirrored foot has it too.
  for (const ZoneCell& cell : cells) {
    if (cell.weight < half || frame[cell.cell] != frame[place->cell]) continue;
    const int i = static_cast<int>(cell.cell);
    steepest = std::max(
        steepest, steepest_fall_kpa_mm(grid, box.row0 + i / box.cols(), box.col0 + i % box.cols()));
  }
  return steepest;
}

std::optional<double> max_gradient_kpa_mm(const Footprint& footprint,
                                          std::span<const ZoneCell> cells) {
  const PressureGrid grid = grid_of(footprint, footprint.peak_kpa);
  std::optional<double> most;
  for (const ZoneCell& cell : cells) {
    if (cell.weight < half || footprint.peak_kpa[cell.cell] <= 0) continue;
    const int i = static_cast<int>(cell.cell);
    const CellBox& box = footprint.box;
    const PointMm g = gradient_kpa_mm(grid, box.row0 + i / box.cols(), box.col0 + i % box.cols());
    most = std::max(most.value_or(0), std::hypot(g.x, g.y));
  }
  return most;
}

std::vector<double> gradient_angles_deg(const StepContext& step) {
  std::vector<double> angles;
  const auto place = peak_place(step, all_cells(step.footprint));
  if (!place) return angles;
  for (std::size_t k = 0; k < step.movie.frames(); ++k) {
    const auto frame = step.movie.frame(k);
    if (!step.curves.cop[k] || frame[place->cell] <= 0) continue;
    const PointMm g = gradient_kpa_mm(grid_of(step.footprint, frame), place->row, place->col);
    if (g != PointMm{}) angles.push_back(180 / std::numbers::pi * std::atan2(g.y, g.x));
  }
  return angles;
}

double peak_of_square_kpa(const StepContext& step, int side) {
  const CellBox& box = step.movie.step.box;
  const int high = std::min(side, box.rows());
  const int wide = std::min(side, box.cols());
  double most = 0;
  for (std::size_t k = 0; k < step.movie.frames(); ++k) {
    if (!step.curves.cop[k] || step.curves.peak_kpa[k] <= most) continue;
    const auto frame = step.movie.frame(k);
    const auto mean_of_square = [&](int row, int col) {
      double sum = 0;
      for (int r = row; r < row + high; ++r) {
        for (int c = col; c < col + wide; ++c) {
          sum += frame[static_cast<std::size_t>(r * box.cols() + c)];
        }
      }
      return sum / (side * side);
    };
    // A mean above the most so far needs a cell above it: only the squares around such cells.
    for (int i = 0; i < static_cast<int>(frame.size()); ++i) {
      if (frame[static_cast<std::size_t>(i)] <= most) continue;
      const int row = i / box.cols();
      const int col = i % box.cols();
      for (int r = std::max(0, row - high + 1); r <= std::min(row, box.rows() - high); ++r) {
        for (int c = std::max(0, col - wide + 1); c <= std::min(col, box.cols() - wide); ++c) {
          most = std::max(most, mean_of_square(r, c));
        }
      }
    }
  }
  return most;
}

}  // namespace solea::metrics
