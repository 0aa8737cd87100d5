#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/plate.h"

namespace solea {

/// Turns a mat's counts into kPa. Linear: kPa = kpa_per_count * (count - zero_count), not below 0.
struct Calibration {
  double kpa_per_count = 0;
  double zero_count = 0;                          ///< count of an unloaded cell
  std::optional<std::uint16_t> saturation_count;  ///< counts from here on are clipped by the sensor
  std::string driver;                             ///< id of the driver it belongs to, empty: any
  int rows = 0;                                   ///< grid it belongs to, 0: any
  int cols = 0;
  std::string origin;  ///< who made it and how, one line
  std::string date;    ///< ISO 8601, empty: not known

  /// One cell's pressure in kPa.
  [[nodiscard]] float kpa(std::uint16_t count) const noexcept;
  /// Pressures of a frame; `kpa` has the size of `counts`.
  void apply(std::span<const std::uint16_t> counts, std::span<float> kpa) const;
  /// Throws CalibrationError when it belongs to another driver or grid, or gives no kPa.
  void require_fits(const std::string& driver_id, const PlateGeometry& plate) const;
  /// "3.9 kPa per count, zero 0, 2026-11-20, factory" for people.
  [[nodiscard]] std::string summary() const;

  friend bool operator==(const Calibration&, const Calibration&) = default;
};

}  // namespace solea
