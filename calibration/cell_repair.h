#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/plate.h"

namespace solea::calibration {

/// Fills in cells from their good neighbours: the mean of the eight around, by 1 / distance; holes
/// wider than one cell from their rim inwards, at most three cells deep.
class CellRepair {
 public:
  /// `is_bad`: rows * cols, true where a cell is to be filled in. `is_absent`, where given: places
  /// without a sensor, which neither give nor get.
  CellRepair(const PlateGeometry& plate, std::span<const std::uint8_t> is_bad,
             std::span<const std::uint8_t> is_absent = {});

  /// Replaces the bad cells of a frame (rows * cols). Those out of reach become 0.
  void apply(std::span<float> kpa) const;
  [[nodiscard]] std::size_t repaired() const noexcept { return fills_.size(); }
  /// Cells too far from any good one.
  [[nodiscard]] const std::vector<std::uint32_t>& out_of_reach() const noexcept { return lost_; }

 private:
  struct Source {
    std::uint32_t cell = 0;
    float weight = 0;
  };
  struct Fill {
    std::uint32_t cell = 0;
    std::vector<Source> from;  ///< weights sum to 1; earlier fills may be among them
  };
  std::vector<Fill> fills_;
  std::vector<std::uint32_t> lost_;
};

}  // namespace solea::calibration
