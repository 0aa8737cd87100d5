#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "acquisition/driver.h"
#include "acquisition/virtual_mat/person.h"
#include "acquisition/virtual_mat/sensor.h"
#include "acquisition/virtual_mat/virtual_mat.h"
#include "core/step.h"

namespace solea {

/// What a virtual mat knew to be true, as `solea simulate --truth` writes it ("solea.truth/1").
[[nodiscard]] nlohmann::ordered_json truth_to_json(const DeviceDriver& driver,
                                                   const virtual_mat::Person& person,
                                                   const virtual_mat::SensorModel& sensor,
                                                   const virtual_mat::VirtualMat& mat);

/// The part of a truth file that an analysis is held against.
struct TruthStep {
  Side side = Side::unknown;
  double start_s = 0;
  double end_s = 0;
  double max_force_n = 0;
  double heel_peak_pressure_kpa = 0;
  double peak_pressure_kpa = 0;
  std::optional<double> arch_index;
  double cop_path_mm = 0;
  std::size_t first_frame = 0;
  std::vector<double> force_n;   ///< this foot's, from first_frame
  std::vector<double> cop_x_mm;  ///< of all pressure
  std::vector<double> cop_y_mm;
  std::vector<double> active_cop_x_mm;  ///< of that from the contact threshold on (metrics.md 4.1)
  std::vector<double> active_cop_y_mm;
};

/// Throws FileError, FormatError.
[[nodiscard]] std::vector<TruthStep> read_truth(const std::filesystem::path& file);

}  // namespace solea
