#include "apps/recording/told_mat.h"

#include <string>

namespace solea {

PlateGeometry told_plate(const DeviceDriver& driver, const Announcement& told) {
  PlateGeometry plate = driver.plate;
  plate.pitch_x_mm = told.pitch_x_mm.value_or(plate.pitch_x_mm);
  plate.pitch_y_mm = told.pitch_y_mm.value_or(plate.pitch_y_mm);
  if (told.rows && told.cols) {
    plate.rows = static_cast<int>(*told.rows);
    plate.cols = static_cast<int>(*told.cols);
  }
  return plate;
}

std::optional<Calibration> told_calibration(const DeviceDriver& driver, const Announcement& told) {
  if (!told.kpa_per_count) return std::nullopt;
  const PlateGeometry plate = told_plate(driver, told);
  Calibration calibration;
  calibration.kpa_per_count = *told.kpa_per_count;
  calibration.driver = std::string(driver.id);
  calibration.rows = plate.rows;
  calibration.cols = plate.cols;
  calibration.origin = "told by the mat";
  return calibration;
}

}  // namespace solea
