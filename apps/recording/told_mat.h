#pragma once

#include <optional>

#include "acquisition/decoder.h"
#include "acquisition/driver.h"
#include "calibration/calibration.h"

namespace solea {

/// The driver's plate with the pitch and the grid that the mat has told, where it tells them.
[[nodiscard]] PlateGeometry told_plate(const DeviceDriver& driver, const Announcement& told);

/// The calibration that the mat itself has told; nothing where it tells none.
[[nodiscard]] std::optional<Calibration> told_calibration(const DeviceDriver& driver,
                                                          const Announcement& told);

}  // namespace solea
