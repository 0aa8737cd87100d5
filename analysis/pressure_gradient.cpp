#include "analysis/pressure_gradient.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace solea {

namespace {

constexpr double deg_per_rad = 180 / std::numbers::pi;

/// Slope along one direction from the values behind, here and ahead; nothing off the plate.
double slope(std::optional<double> behind, double here, std::optional<double> ahead,
             double pitch_mm) {
  if (behind && ahead) return (*ahead - *behind) / (2 * pitch_mm);
  if (ahead) return (*ahead - here) / pitch_mm;
  if (behind) return (here - *behind) / pitch_mm;
  return 0;
}

}  // namespace

std::optional<double> PressureGrid::at(int row, int col) const {
  if (row < 0 || col < 0 || row >= plate.rows || col >= plate.cols) return std::nullopt;
  if (row < box.row0 || col < box.col0 || row >= box.row1 || col >= box.col1) return 0;
  return kpa[static_cast<std::size_t>((row - box.row0) * box.cols() + col - box.col0)];
}

PointMm gradient_kpa_mm(const PressureGrid& grid, int row, int col) {
  const double here = grid.at(row, col).value_or(0);
  return {slope(grid.at(row, col - 1), here, grid.at(row, col + 1), grid.plate.pitch_x_mm),
          slope(grid.at(row - 1, col), here, grid.at(row + 1, col), grid.plate.pitch_y_mm)};
}

double steepest_fall_kpa_mm(const PressureGrid& grid, int row, int col) {
  const double here = grid.at(row, col).value_or(0);
  double steepest = 0;
  for (int dr = -1; dr <= 1; ++dr) {
    for (int dc = -1; dc <= 1; ++dc) {
      const auto other = grid.at(row + dr, col + dc);
      if ((dr == 0 && dc == 0) || !other) continue;
      const double distance = std::hypot(dc * grid.plate.pitch_x_mm, dr * grid.plate.pitch_y_mm);
      steepest = std::max(steepest, (here - *other) / distance);
    }
  }
  return steepest;
}

std::optional<double> circular_sd_deg(std::span<const double> angles_deg) {
  if (angles_deg.size() < 2) return std::nullopt;
  double c = 0;
  double s = 0;
  for (const double a : angles_deg) {
    c += std::cos(a / deg_per_rad);
    s += std::sin(a / deg_per_rad);
  }
  const double r = std::min(1.0, std::hypot(c, s) / static_cast<double>(angles_deg.size()));
  if (r <= 1e-12) return std::nullopt;  // all directions alike: no mean to deviate from
  return deg_per_rad * std::sqrt(-2 * std::log(r));
}

std::optional<double> circular_range_deg(std::span<const double> angles_deg) {
  if (angles_deg.size() < 2) return std::nullopt;
  std::vector<double> sorted;
  for (const double a : angles_deg) sorted.push_back(a - 360 * std::floor(a / 360));
  std::sort(sorted.begin(), sorted.end());
  double gap = sorted.front() + 360 - sorted.back();
  for (std::size_t i = 1; i < sorted.size(); ++i) gap = std::max(gap, sorted[i] - sorted[i - 1]);
  return 360 - gap;
}

}  // namespace solea
