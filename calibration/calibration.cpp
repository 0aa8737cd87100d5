#include "calibration/calibration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <utility>

#include "core/error.h"

namespace solea {

namespace {

constexpr std::array<std::pair<CellState, std::string_view>, 6> state_words = {
    {{CellState::good, "good"},
     {CellState::dead, "dead"},
     {CellState::stuck, "stuck"},
     {CellState::saturated, "saturated"},
     {CellState::noisy, "noisy"},
     {CellState::unfitted, "unfitted"}}};

std::size_t bad_cells(const Calibration& c) {
  return static_cast<std::size_t>(
      std::count_if(c.cell_states.begin(), c.cell_states.end(),
                    [](CellState state) { return state != CellState::good; }));
}

}  // namespace

std::string_view to_string(CellState state) noexcept {
  return state_words[static_cast<std::size_t>(state)].second;
}

std::optional<CellState> cell_state_of(std::string_view word) noexcept {
  for (const auto& [state, known] : state_words) {
    if (known == word) return state;
  }
  return std::nullopt;
}

bool Calibration::is_uniform_linear() const noexcept {
  return cell_states.empty() && tare_counts.empty() && equilibration.empty() && curves.empty() &&
         !creep && force_scale == 1;
}

float Calibration::kpa(std::uint16_t count) const noexcept {
  return static_cast<float>(std::max(0.0, kpa_per_count * (count - zero_count)));
}

void Calibration::require_fits(const std::string& driver_id, const PlateGeometry& plate) const {
  if (curves.empty() &&
      (!(kpa_per_count > 0) || !std::isfinite(kpa_per_count) || !std::isfinite(zero_count))) {
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

std::optional<double> Calibration::largest_load_kpa() const {
  std::optional<double> largest;
  for (const auto& curve : curves) {
    for (const auto& point : curve.points) largest = std::max(largest.value_or(0), point.kpa);
  }
  return largest;
}

std::string Calibration::summary() const {
  std::ostringstream text;
  if (curves.empty()) {
    text << kpa_per_count << " kPa per count, zero ";
    if (tare_counts.empty()) {
      text << "at count " << zero_count;
    } else {
      text << "of each cell";
    }
  } else {
    // A bad cell has no curve: the kind is the first one's that has.
    const auto fitted = std::find_if(curves.begin(), curves.end(),
                                     [](const auto& curve) { return !curve.points.empty(); });
    text << (fitted == curves.end() ? "no" : calibration::to_string(fitted->kind))
         << (curves.size() > 1 ? " curve of each cell" : " curve, the same for all cells");
    if (const auto largest = largest_load_kpa()) text << ", loads to " << *largest << " kPa";
  }
  if (!equilibration.empty()) text << ", equilibrated at " << equilibration.size() << " levels";
  if (creep) text << ", creep " << 100 * creep->per_decade << " % a decade";
  if (force_scale != 1) text << ", scaled by " << force_scale;
  if (const std::size_t bad = bad_cells(*this); bad > 0) text << ", " << bad << " bad cells";
  if (!serial.empty()) text << ", serial " << serial;
  if (!date.empty()) text << ", " << date;
  if (!valid_until.empty()) text << ", valid until " << valid_until;
  if (!origin.empty()) text << ", " << origin;
  return text.str();
}

std::vector<std::string> calibration_warnings(const std::optional<Calibration>& calibration,
                                              const std::string& serial,
                                              const std::string& recorded_utc) {
  if (!calibration) return {"no calibration: counts are not yet pressures"};
  std::vector<std::string> warnings;
  if (!calibration->serial.empty() && !serial.empty() && calibration->serial != serial) {
    warnings.push_back("the calibration is of another mat, serial " + calibration->serial +
                       "; this one is " + serial);
  }
  // ISO 8601 sorts as text; of a period the day counts.
  const std::string day = recorded_utc.substr(0, 10);
  const std::string last = calibration->valid_until.substr(0, 10);
  if (!last.empty() && !day.empty() && day > last) {
    warnings.push_back("the calibration was valid until " + last + ", the recording is of " + day);
  }
  return warnings;
}

std::string bad_cells_note(const Calibration& calibration) {
  const std::size_t bad = bad_cells(calibration);
  if (bad == 0) return "";
  return std::to_string(bad) + (bad == 1 ? " bad cell is" : " bad cells are") +
         " filled in from the neighbours; see solea calibrate show";
}

}  // namespace solea
