#include "calibration/cell_repair.h"

#include <cmath>

namespace solea::calibration {

CellRepair::CellRepair(const PlateGeometry& plate, std::span<const std::uint8_t> is_bad,
                       std::span<const std::uint8_t> is_absent) {
  constexpr int most_rings = 3;
  std::vector<std::uint8_t> known(plate.cells());
  std::vector<std::uint32_t> left;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const bool absent = !is_absent.empty() && is_absent[i] != 0;
    known[i] = is_bad[i] == 0 && !absent ? 1 : 0;
    if (is_bad[i] != 0 && !absent) left.push_back(static_cast<std::uint32_t>(i));
  }
  const auto width = static_cast<std::uint32_t>(plate.cols);
  for (int ring = 0; ring < most_rings && !left.empty(); ++ring) {
    const std::size_t before = fills_.size();
    std::vector<std::uint32_t> still;
    for (const std::uint32_t cell : left) {
      const int row = static_cast<int>(cell / width);
      const int col = static_cast<int>(cell % width);
      Fill fill{cell, {}};
      double sum = 0;
      for (int dr = -1; dr <= 1; ++dr) {
        for (int dc = -1; dc <= 1; ++dc) {
          const int r = row + dr;
          const int c = col + dc;
          if (r < 0 || c < 0 || r >= plate.rows || c >= plate.cols) continue;
          const std::uint32_t other =
              static_cast<std::uint32_t>(r) * width + static_cast<std::uint32_t>(c);
          if (known[other] == 0) continue;
          const double weight = 1 / std::hypot(dr * plate.pitch_y_mm, dc * plate.pitch_x_mm);
          // Where the pitch is not known all neighbours count the same.
          fill.from.push_back({other, static_cast<float>(std::isfinite(weight) ? weight : 1)});
          sum += fill.from.back().weight;
        }
      }
      if (fill.from.empty()) {
        still.push_back(cell);
        continue;
      }
      for (Source& source : fill.from) source.weight /= static_cast<float>(sum);
      fills_.push_back(std::move(fill));
    }
    // Only now, so that a ring does not lean on itself.
    for (std::size_t i = before; i < fills_.size(); ++i) known[fills_[i].cell] = 1;
    left = std::move(still);
  }
  lost_ = std::move(left);
}

void CellRepair::apply(std::span<float> kpa) const {
  for (const Fill& fill : fills_) {
    float value = 0;
    for (const auto& [cell, weight] : fill.from) value += weight * kpa[cell];
    kpa[fill.cell] = value;
  }
  for (const std::uint32_t cell : lost_) kpa[cell] = 0;
}

}  // namespace solea::calibration
