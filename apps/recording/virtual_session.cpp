#include "apps/recording/virtual_session.h"

namespace solea {

namespace {

/// The mat's serial number, where it is one of many.
std::string serial_of(const virtual_mat::SensorModel& sensor) {
  return sensor.mat ? "virtual-" + std::to_string(*sensor.mat) : "";
}

}  // namespace

Calibration virtual_calibration(const DeviceDriver& driver, const virtual_mat::SensorModel& sensor,
                                const std::string& date_utc) {
  Calibration calibration;
  calibration.kpa_per_count = sensor.kpa_per_count;
  calibration.saturation_count = sensor.max_count;
  calibration.driver = std::string(driver.id);
  calibration.rows = driver.plate.rows;
  calibration.cols = driver.plate.cols;
  calibration.serial = serial_of(sensor);
  calibration.origin = "virtual mat, as built";
  calibration.date = date_utc;
  return calibration;
}

TrialHeader virtual_header(const DeviceDriver& driver, const PlateGeometry& plate,
                           const virtual_mat::SensorModel& sensor,
                           const virtual_mat::Person& person, const std::string& date_utc) {
  TrialHeader header;
  header.plate = plate;
  header.rate_hz = driver.rate_hz;
  header.info = {"",
                 person.mass_kg,
                 "virtual",
                 date_utc,
                 std::string(driver.id),
                 "virtual mat",
                 serial_of(sensor)};
  header.calibration = virtual_calibration(driver, sensor, date_utc);
  return header;
}

}  // namespace solea
