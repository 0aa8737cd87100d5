#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "calibration/fit.h"
#include "core/plate.h"

namespace solea {

/// What a check found a cell to be. All but good are replaced from their neighbours.
enum class CellState : std::uint8_t {
  good,
  dead,       ///< does not answer to a load and reads as an unloaded cell does
  stuck,      ///< one count whatever the load, and not that of an unloaded cell
  saturated,  ///< at the end of its range where the others are not
  noisy,      ///< unloaded, it varies much more than the others
  unfitted,   ///< its loads gave no curve that rises
};

[[nodiscard]] std::string_view to_string(CellState state) noexcept;
/// Nothing for another word.
[[nodiscard]] std::optional<CellState> cell_state_of(std::string_view word) noexcept;

/// Cells made equal at one uniform pressure (metrics.md 11.2).
struct EquilibrationLevel {
  double kpa = 0;
  std::vector<double> outputs;  ///< a cell each: tared counts; NaN of a bad cell
  std::vector<double> gains;  ///< a cell each: mean of all outputs over its own; NaN of a bad cell

  friend bool operator==(const EquilibrationLevel&, const EquilibrationLevel&) = default;
};

/// How a held pressure grows with time: 1 + per_decade log10(t / t0) from t0 on, and a linear
/// drift since the recording began (metrics.md 11.4).
struct CreepModel {
  double per_decade = 0;
  double t0_s = 1;
  double drift_kpa_s = 0;
  double loaded_kpa = 5;  ///< a cell's time runs from where it passes this pressure

  friend bool operator==(const CreepModel&, const CreepModel&) = default;
};

/// One thing that was done to a calibration, with what it was done from and what came out.
struct CalibrationStep {
  std::string what;  ///< "tare", "fit", ...
  std::string date;  ///< ISO 8601
  std::string software;
  std::map<std::string, std::string> settings;  ///< every threshold used, and the files' SHA-256
  std::map<std::string, double> results;        ///< residuals, spreads, counts of cells

  friend bool operator==(const CalibrationStep&, const CalibrationStep&) = default;
};

/// Turns a mat's counts into kPa: raw count, map of bad cells, tare, equilibration, curve, creep
/// and drift, total-force scale, repair of bad cells, in this order (metrics.md 11). Every part
/// but the first two numbers may be missing; with these alone it is linear, the same for all cells:
/// kPa = kpa_per_count * (count - zero_count), not below 0. CountConverter does it.
struct Calibration {
  double kpa_per_count = 0;                       ///< not used where there are curves
  double zero_count = 0;                          ///< count of an unloaded cell
  std::optional<std::uint16_t> saturation_count;  ///< counts from here on are clipped by the sensor
  std::string driver;                             ///< id of the driver it belongs to, empty: any
  int rows = 0;                                   ///< grid it belongs to, 0: any
  int cols = 0;
  std::string origin;  ///< who made it and how, one line
  std::string date;    ///< ISO 8601, empty: not known

  std::string serial;       ///< of the mat it belongs to, empty: any
  std::string valid_until;  ///< ISO 8601 date, the last day; empty: no period was set

  std::vector<CellState> cell_states;             ///< a cell each; empty: all good
  std::vector<double> tare_counts;                ///< a cell each; empty: zero_count
  std::vector<EquilibrationLevel> equilibration;  ///< by rising pressure; empty: none
  std::vector<calibration::FittedCurve> curves;   ///< a cell each, or one for all; empty: linear
  std::optional<CreepModel> creep;
  double force_scale = 1;              ///< of every pressure, from a body weight
  std::vector<CalibrationStep> steps;  ///< how it came to be, oldest first

  /// Whether two numbers are all it has, which the first version of the file can hold.
  [[nodiscard]] bool is_uniform_linear() const noexcept;
  /// One cell's pressure in kPa with the two numbers alone.
  [[nodiscard]] float kpa(std::uint16_t count) const noexcept;
  /// Throws CalibrationError when it belongs to another driver or grid, or gives no kPa.
  void require_fits(const std::string& driver_id, const PlateGeometry& plate) const;
  /// "3.9 kPa per count, zero 0, 2026-11-20, factory" for people.
  [[nodiscard]] std::string summary() const;
  /// Largest pressure of a load it was made with; nothing without curves.
  [[nodiscard]] std::optional<double> largest_load_kpa() const;

  friend bool operator==(const Calibration&, const Calibration&) = default;
};

/// What is to be said of a calibration in use, a line each: none at all, of a mat with another
/// serial number, outside its period on the day of the recording (ISO 8601; empty: not known).
[[nodiscard]] std::vector<std::string> calibration_warnings(
    const std::optional<Calibration>& calibration, const std::string& serial,
    const std::string& recorded_utc);

/// Says how many bad cells are filled in; empty where there are none.
[[nodiscard]] std::string bad_cells_note(const Calibration& calibration);

}  // namespace solea
