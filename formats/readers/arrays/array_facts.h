#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/source_info.h"

/// What files tell about their arrays, as laboratories spell it.
namespace solea::readers {

/// What a file tells about its arrays, whichever way: attributes of HDF5, small members of a .npz.
/// Names are understood as laboratories spell them: "rate_hz", "SamplingRate", "fs".
class ArrayFacts {
 public:
  explicit ArrayFacts(std::filesystem::path file) : file_(std::move(file)) {}

  /// Takes a number or a text; what was told first stays. False for a name that means nothing
  /// here. Throws FormatError for an impossible value.
  bool tell(std::string_view name, double value);
  bool tell(std::string_view name, std::string_view text);
  /// Takes what others know beyond this.
  void add(const ArrayFacts& others);

  std::optional<double> rate_hz;
  std::optional<double> pitch_x_mm;
  std::optional<double> pitch_y_mm;
  std::optional<std::string> unit;
  Side side = Side::unknown;
  bool has_grid = true;  ///< false: sensors in a list, their places are unknown
  SessionInfo session;
  std::map<std::string, std::string> provenance;

 private:
  void take(std::optional<double>& to, std::string_view name, double value) const;

  std::filesystem::path file_;
};

/// Whether a name is one of a list of the frames' times, "time_s".
[[nodiscard]] bool names_times(std::string_view name);
/// Whether a unit says that these are counts of a converter, which need a calibration.
[[nodiscard]] bool is_count(std::string_view unit);
/// Whether a unit is that of the force on a cell.
[[nodiscard]] bool is_newton(std::string_view unit);
/// Whether a text is a unit of pressure, of force on a cell, or says that these are counts.
[[nodiscard]] bool is_array_unit(std::string_view unit);

}  // namespace solea::readers
