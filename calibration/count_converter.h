#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "calibration/calibration.h"
#include "calibration/cell_repair.h"
#include "core/plate.h"

namespace solea {

/// What happened to the samples of a recording on their way to kPa.
struct ConversionCounts {
  std::uint64_t frames = 0;
  std::uint64_t saturated = 0;  ///< samples at the saturation count: the pressure is at least that
  std::uint64_t extrapolated =
      0;  ///< samples over 110 % of the largest load, held at that pressure

  friend bool operator==(const ConversionCounts&, const ConversionCounts&) = default;
};

/// Carries out a calibration, frame after frame in order of time: creep needs to know since when a
/// cell has been loaded.
class CountConverter {
 public:
  enum class Negative : std::uint8_t {
    clip,  ///< pressures below 0 are 0, as recordings and displays have them
    keep,  ///< so that noise around 0 has a mean of 0: for tare and sums over many cells
  };

  /// `absent`: places without a sensor (not 0), which are 0 kPa; empty: none. Throws
  /// CalibrationError where the calibration is of another grid.
  CountConverter(Calibration calibration, const PlateGeometry& plate,
                 std::span<const std::uint8_t> absent = {}, Negative negative = Negative::clip);

  /// kPa of one frame; both spans have rows * cols.
  void apply(std::span<const std::uint16_t> counts, double time_s, std::span<float> kpa);

  [[nodiscard]] const Calibration& calibration() const noexcept { return calibration_; }
  [[nodiscard]] const ConversionCounts& counts() const noexcept { return happened_; }
  /// Of samples at the end of the range and beyond the loads, and of cells that could not be
  /// repaired, for people; empty where there were none.
  [[nodiscard]] std::vector<std::string> warnings() const;

 private:
  [[nodiscard]] double cell_kpa(std::size_t cell, double output);
  void remove_creep(double time_s, std::span<float> kpa);

  Calibration calibration_;
  Negative negative_;
  std::vector<std::uint8_t> unread_;  ///< bad or absent: not converted
  calibration::CellRepair repair_;
  double most_kpa_;
  std::vector<double> loaded_since_s_;  ///< NaN: not loaded
  double first_time_s_ = 0;
  ConversionCounts happened_;
};

}  // namespace solea
