#include "calibration/count_converter.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

#include "calibration/equilibration.h"
#include "core/error.h"

namespace solea {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<std::uint8_t> bad_cells(const Calibration& c, const PlateGeometry& plate) {
  std::vector<std::uint8_t> bad(plate.cells());
  for (std::size_t i = 0; i < c.cell_states.size(); ++i) {
    bad[i] = c.cell_states[i] == CellState::good ? 0 : 1;
  }
  return bad;
}

const Calibration& checked(const Calibration& c, const PlateGeometry& plate) {
  const auto fits = [&](std::size_t size) { return size == 0 || size == plate.cells(); };
  bool good = fits(c.cell_states.size()) && fits(c.tare_counts.size()) &&
              (c.curves.size() == 1 || fits(c.curves.size()));
  for (const EquilibrationLevel& level : c.equilibration) {
    good = good && level.gains.size() == plate.cells() && level.outputs.size() == plate.cells();
  }
  if (!good) {
    throw CalibrationError("the calibration's cells are not those of a " +
                           std::to_string(plate.rows) + "x" + std::to_string(plate.cols) + " grid");
  }
  return c;
}

}  // namespace

CountConverter::CountConverter(Calibration calibration, const PlateGeometry& plate,
                               std::span<const std::uint8_t> absent, Negative negative)
    : calibration_(std::move(calibration)),
      negative_(negative),
      unread_(bad_cells(checked(calibration_, plate), plate)),
      repair_(plate, unread_, absent) {
  for (std::size_t i = 0; i < absent.size(); ++i) {
    if (absent[i] != 0) unread_[i] = 1;
  }
  const auto largest = calibration_.largest_load_kpa();
  most_kpa_ = largest ? calibration::extrapolation_limit * *largest : infinity;
  if (calibration_.creep) loaded_since_s_.assign(plate.cells(), nan);
}

double CountConverter::cell_kpa(std::size_t cell, double output) {
  if (output < 0) return negative_ == Negative::keep ? -cell_kpa(cell, -output) : 0;
  if (output == 0) return 0;
  const double equal = calibration::equilibrated(calibration_.equilibration, cell, output);
  const auto& curves = calibration_.curves;
  if (curves.empty()) return calibration_.kpa_per_count * equal;
  const double kpa = curves[curves.size() == 1 ? 0 : cell].kpa(equal);
  if (kpa <= most_kpa_) return std::max(0.0, kpa);
  ++happened_.extrapolated;
  return most_kpa_;
}

void CountConverter::remove_creep(double time_s, std::span<float> kpa) {
  const CreepModel& creep = *calibration_.creep;
  const double drift_kpa = creep.drift_kpa_s * (time_s - first_time_s_);
  for (std::size_t i = 0; i < kpa.size(); ++i) {
    // Half of the limit on the way down, so that noise does not start the clock again.
    const double limit = std::isnan(loaded_since_s_[i]) ? creep.loaded_kpa : creep.loaded_kpa / 2;
    if (kpa[i] < limit) {
      loaded_since_s_[i] = nan;
      continue;
    }
    if (std::isnan(loaded_since_s_[i])) loaded_since_s_[i] = time_s;
    const double without_drift = std::max(0.0, static_cast<double>(kpa[i]) - drift_kpa);
    kpa[i] = static_cast<float>(calibration::without_creep(without_drift, creep.per_decade,
                                                           time_s - loaded_since_s_[i], creep.t0_s)
                                    .value_or(without_drift));
  }
}

void CountConverter::apply(std::span<const std::uint16_t> counts, double time_s,
                           std::span<float> kpa) {
  assert(counts.size() == kpa.size() && counts.size() == unread_.size());
  if (happened_.frames++ == 0) first_time_s_ = time_s;
  const int saturation = calibration_.saturation_count.value_or(0);
  if (saturation > 0) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] >= saturation && unread_[i] == 0) ++happened_.saturated;
    }
  }
  if (calibration_.is_uniform_linear() && negative_ == Negative::clip) {
    const double kpa_per_count = calibration_.kpa_per_count;
    const double zero = calibration_.zero_count;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto value = static_cast<float>(std::max(0.0, kpa_per_count * (counts[i] - zero)));
      kpa[i] = unread_[i] != 0 ? 0.0F : value;
    }
    return;
  }
  const auto& tare = calibration_.tare_counts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double zero = tare.empty() ? calibration_.zero_count : tare[i];
    kpa[i] = unread_[i] != 0 ? 0.0F : static_cast<float>(cell_kpa(i, counts[i] - zero));
  }
  if (calibration_.creep) remove_creep(time_s, kpa);
  if (calibration_.force_scale != 1) {
    const auto scale = static_cast<float>(calibration_.force_scale);
    for (float& value : kpa) value *= scale;
  }
  repair_.apply(kpa);
}

std::vector<std::string> CountConverter::warnings() const {
  std::vector<std::string> lines;
  const auto samples = [](std::uint64_t n) {
    return std::to_string(n) + (n == 1 ? " sample" : " samples");
  };
  if (happened_.saturated > 0) {
    lines.push_back(samples(happened_.saturated) +
                    " at the end of the sensor's range: the true pressure may be higher");
  }
  if (happened_.extrapolated > 0) {
    lines.push_back(samples(happened_.extrapolated) +
                    " beyond 110 % of the largest calibration load, held at that pressure");
  }
  if (const auto& lost = repair_.out_of_reach(); !lost.empty()) {
    lines.push_back(std::to_string(lost.size()) +
                    " bad cells are too far from good ones to be filled in and read 0");
  }
  return lines;
}

}  // namespace solea
