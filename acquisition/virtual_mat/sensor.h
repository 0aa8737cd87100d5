#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
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
  std::uint64_t seed = 1;           ///< of noise, and of the cells where `mat` does not tell them

  // What a calibration is there for. Counts of a held pressure p:
  //   offset + gain * bend(p_history (1 + creep log10(t / t0))) / kpa_per_count
  std::optional<std::uint64_t> mat;  ///< which one of many: the same number, the same cells
  int stuck_cells = 0;               ///< cells that always read the same count
  int saturated_cells = 0;           ///< cells that always read the largest count
  double gain_sd = 0;                ///< standard deviation of the cells' gains around 1
  double offset_counts = 0;          ///< mean count of an unloaded cell
  double offset_sd_counts = 0;       ///< of the cells around it
  double nonlinearity = 0;           ///< s in [0, 1): bend(x) = x / (1 - s + s x), of full scale
  double full_scale_kpa = 500;       ///< where bend is 1
  double creep_per_decade = 0;       ///< of a held pressure, from creep_t0_s on
  double creep_t0_s = 1;
  double hysteresis = 0;  ///< part of the largest pressure since loading, half way down from it
};

/// Samples pressures as a mat does: hysteresis, creep, crosstalk, drift, gains and curve of each
/// cell, noise, quantisation, saturation, dead and stuck cells.
class Sensor {
 public:
  Sensor(const SensorModel& model, const PlateGeometry& plate);

  /// Counts of one frame; `kpa` is the mean pressure of each cell. Frames come in order of time.
  void sample(std::span<const float> kpa, double time_s, std::span<std::uint16_t> counts);

  [[nodiscard]] const std::vector<std::uint32_t>& dead_cells() const noexcept { return dead_; }
  [[nodiscard]] const std::vector<std::uint32_t>& stuck_cells() const noexcept { return stuck_; }
  [[nodiscard]] const std::vector<std::uint32_t>& saturated_cells() const noexcept {
    return saturated_;
  }
  /// A cell each; empty: all 1.
  [[nodiscard]] const std::vector<float>& gains() const noexcept { return gains_; }

 private:
  /// A cell's load since it came.
  struct History {
    double since_s = 0;
    float most_kpa = 0;  ///< 0: not loaded
  };
  void choose_cells();
  [[nodiscard]] std::vector<std::uint32_t> pick(std::mt19937_64& random, int count) const;
  void feel_history(double time_s);
  [[nodiscard]] float bent(float kpa) const;

  SensorModel model_;
  PlateGeometry plate_;
  std::mt19937_64 random_;
  std::vector<float> noise_;  ///< a table of noise, read from a new place each frame
  std::vector<std::uint32_t> dead_, stuck_, saturated_;
  std::vector<std::uint16_t> stuck_counts_;
  std::vector<float> gains_, offsets_;
  std::vector<History> history_;
  std::vector<float> mixed_;
};

}  // namespace solea::virtual_mat
