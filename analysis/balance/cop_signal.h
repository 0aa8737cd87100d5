#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/plate.h"
#include "core/recording.h"

/// The centre of pressure of someone who stands still, and what is done to it before it is
/// measured (metrics.md 5.1).
namespace solea::balance {

/// How a signal is prepared. Path length and velocity depend strongly on rate and cut-off: all of
/// it is stored with the result.
struct SignalSettings {
  double rate_hz = 100;          ///< signals are resampled to it
  double cut_off_hz = 10;        ///< zero-lag low-pass, -3 dB of both passes; 0: no filter
  double drop_first_s = 2;       ///< settling, left out
  double contact_force_n = 20;   ///< frames below have no centre
  double longest_gap_s = 0.2;    ///< shorter gaps are bridged, at longer ones the signal is cut
  double least_duration_s = 25;  ///< warned below, with least_rate_hz (Scoppa 2013)
  double least_rate_hz = 50;
};

/// Places as they were measured: a frame each, NaN where there is none.
struct CopSeries {
  std::vector<double> times_s;
  std::vector<double> x_mm;  ///< to the person's right (ML)
  std::vector<double> y_mm;  ///< forward (AP)
};

/// Cells under the threshold count as 0, frames under `contact_force_n` have no place.
[[nodiscard]] CopSeries cop_of_recording(const Recording& recording, double contact_threshold_kpa,
                                         double contact_force_n);

/// A signal at one rate, demeaned.
struct Sway {
  double rate_hz = 0;
  std::vector<double> x_mm;
  std::vector<double> y_mm;
  PointMm mean;  ///< that was taken off
  [[nodiscard]] std::size_t size() const noexcept { return x_mm.size(); }
  /// T = (N - 1) / fs.
  [[nodiscard]] double duration_s() const noexcept {
    return size() < 2 ? 0 : static_cast<double>(size() - 1) / rate_hz;
  }
};

/// Takes the mean off.
[[nodiscard]] Sway demeaned(std::vector<double> x_mm, std::vector<double> y_mm, double rate_hz);

struct PreparedSway {
  Sway sway;
  double source_rate_hz = 0;
  bool filtered = false;
  double filtered_at_hz = 0;       ///< rate at which the filter ran
  double pass_cut_off_hz = 0;      ///< design frequency of each pass
  double first_s = 0;              ///< time of the first sample that is measured
  std::size_t frames_without = 0;  ///< frames without a centre of pressure
  std::vector<std::string> warnings;
};

/// The longest stretch without a long gap; resampled by a cubic spline, low-passed, settled,
/// demeaned. Recordings faster than the rate are filtered first (aliasing), others last.
/// Throws std::invalid_argument where nothing is left to measure.
[[nodiscard]] PreparedSway prepare(const CopSeries& series, const SignalSettings& settings);

/// Zero-lag 4th-order Butterworth low-pass: 2nd order forward and backward, ends continued by odd
/// reflection. Throws std::invalid_argument when the rate is below 2.5 times the cut-off.
[[nodiscard]] std::vector<double> low_passed(std::span<const double> values, double cut_off_hz,
                                             double rate_hz);

/// Natural cubic spline through (times, values), at other times. Times must rise.
[[nodiscard]] std::vector<double> spline_at(std::span<const double> times,
                                            std::span<const double> values,
                                            std::span<const double> at);

}  // namespace solea::balance
