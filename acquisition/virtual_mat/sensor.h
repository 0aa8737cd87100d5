#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "core/plate.h"

namespace solea::virtual_mat {

/// What stands between the pressure on a plate and the counts it sends.
struct SensorModel {
  double kpa_per_count = 1;
  std::uint16_t max_count = 65535;  ///< saturation: counts end here
  double noise_counts = 0.3;        ///< standard deviation of each cell in each frame
  double crosstalk = 0.004;         ///< part of a cell's pressure that each of 4 neighbours feels
  int dead_cells = 0;               ///< cells that always read 0
  double drift_kpa_per_min = 0;     ///< of loaded cells, rising with time
  std::uint64_t seed = 1;           ///< of noise and dead cells
};

/// Samples pressures as a mat does: crosstalk, drift, quantisation, noise, saturation, dead cells.
class Sensor {
 public:
  Sensor(const SensorModel& model, const PlateGeometry& plate);

  /// Counts of one frame; `kpa` is the mean pressure of each cell.
  void sample(std::span<const float> kpa, double time_s, std::span<std::uint16_t> counts);

  [[nodiscard]] const std::vector<std::uint32_t>& dead_cells() const noexcept { return dead_; }

 private:
  SensorModel model_;
  PlateGeometry plate_;
  std::mt19937_64 random_;
  std::vector<float> noise_;  ///< a table of noise, read from a new place each frame
  std::vector<std::uint32_t> dead_;
  std::vector<float> mixed_;
};

}  // namespace solea::virtual_mat
