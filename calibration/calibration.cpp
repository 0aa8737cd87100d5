#include "calibration/calibration.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <sstream>

#include "core/error.h"

namespace solea {

float Calibration::kpa(std::uint16_t count) const noexcept {
  return static_cast<float>(std::max(0.0, kpa_per_count * (count - zero_count)));
}

void Calibration::apply(std::span<const std::uint16_t> counts, std::span<float> kpa_out) const {
  assert(counts.size() == kpa_out.size());
  for (std::size_t i = 0; i < counts.size(); ++i) kpa_out[i] = kpa(counts[i]);
}

void Calibration::require_fits(const std::string& driver_id, const PlateGeometry& plate) const {
  if (!(kpa_per_count > 0) || !std::isfinite(kpa_per_count) || !std::isfinite(zero_count)) {
    throw CalibrationError("the calibration gives no pressure: kpa_per_count must be above 0");
  }
  if (!driver.empty() && !driver_id.empty() && driver != driver_id) {
    throw CalibrationError("the calibration belongs to driver " + driver + ", expected " +
                           driver_id);
  }
  if (rows != 0 && (rows != plate.rows || cols != plate.cols)) {
    throw CalibrationError("the calibration is for a " + std::to_string(rows) + "x" +
                           std::to_string(cols) + " grid, expected " + std::to_string(plate.rows) +
                           "x" + std::to_string(plate.cols));
  }
}

std::string Calibration::summary() const {
  std::ostringstream text;
  text << kpa_per_count << " kPa per count, zero at count " << zero_count;
  if (!date.empty()) text << ", " << date;
  if (!origin.empty()) text << ", " << origin;
  return text.str();
}

}  // namespace solea
