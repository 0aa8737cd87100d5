#pragma once

#include <string>

#include "acquisition/driver.h"
#include "acquisition/virtual_mat/virtual_mat.h"
#include "calibration/calibration.h"
#include "formats/session/session_writer.h"

namespace solea {

/// The calibration that a virtual mat comes with: that of its sensors.
[[nodiscard]] Calibration virtual_calibration(const DeviceDriver& driver,
                                              const virtual_mat::SensorModel& sensor,
                                              const std::string& date_utc);

/// The head of a session that a person of a virtual mat is written into, calibrated; without a
/// code, its trial is "virtual".
[[nodiscard]] TrialHeader virtual_header(const DeviceDriver& driver, const PlateGeometry& plate,
                                         const virtual_mat::SensorModel& sensor,
                                         const virtual_mat::Person& person,
                                         const std::string& date_utc);

}  // namespace solea
