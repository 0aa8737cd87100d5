#pragma once

#include <optional>
#include <span>
#include <vector>

#include "acquisition/virtual_mat/truth.h"
#include "core/plate.h"

/// A calibration press in place of a person: known pressures on a plate for known times.
namespace solea::virtual_mat {

/// A round stamp of even pressure.
struct Stamp {
  double force_n = 0;
  PointMm at;
  double radius_mm = 0;
};

/// One load: an even pressure on every cell, or a stamp.
struct PressLoad {
  double start_s = 0;
  double end_s = 0;
  double kpa = 0;
  std::optional<Stamp> stamp;
};

/// Puts loads on a plate.
class Press {
 public:
  Press(std::vector<PressLoad> loads, const PlateGeometry& plate);

  /// Adds the pressure of each cell at a time, and gives force and centre on the plate.
  FrameTruth press(double time_s, std::span<float> kpa) const;

 private:
  struct CellForce {
    std::size_t cell = 0;
    float kpa = 0;
  };
  PlateGeometry plate_;
  std::vector<PressLoad> loads_;
  std::vector<std::vector<CellForce>> stamped_;  ///< of each load with a stamp
};

}  // namespace solea::virtual_mat
