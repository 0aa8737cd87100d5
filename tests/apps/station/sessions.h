#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "acquisition/driver.h"
#include "acquisition/virtual_mat/virtual_mat.h"
#include "formats/session/session_writer.h"

namespace solea::testing {

/// A session of a virtual person on the 64 x 64 mat, without waiting for it.
inline void write_session(const std::filesystem::path& file, const virtual_mat::Person& person,
                          double duration_s, const std::string& trial) {
  const DeviceDriver& driver = *find_driver("solea_mat");
  virtual_mat::VirtualMat mat(driver.plate, driver.rate_hz, person,
                              virtual_mat::default_sensor(driver));
  TrialHeader header;
  header.plate = driver.plate;
  header.rate_hz = driver.rate_hz;
  header.info = {"P1", person.mass_kg, trial, "2026-01-02T03:04:05Z", "solea_mat", "virtual", ""};
  Calibration calibration;
  calibration.kpa_per_count = driver.virtual_kpa_per_count;
  header.calibration = calibration;
  SessionWriter writer(file, header);
  const auto frames = static_cast<std::uint64_t>(duration_s * driver.rate_hz);
  for (std::uint64_t k = 0; k < frames; ++k) {
    const std::chrono::nanoseconds at(static_cast<std::int64_t>(1e9 * double(k) / driver.rate_hz));
    writer.accept({k, at, {}, mat.next_frame()});
  }
  writer.close({});
}

}  // namespace solea::testing
