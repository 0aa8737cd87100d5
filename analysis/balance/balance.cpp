#include "analysis/balance/balance.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace solea::balance {

namespace {

/// Mean pressure of every cell over the loaded frames, kPa.
std::vector<double> mean_picture(const Recording& recording, double threshold_kpa) {
  std::vector<double> picture(recording.plate().cells());
  std::size_t frames = 0;
  for (std::size_t k = 0; k < recording.size(); ++k) {
    bool loaded = false;
    for (const LoadedCell& cell : recording.cells(k)) {
      if (cell.kpa < threshold_kpa) continue;
      picture[cell.index] += cell.kpa;
      loaded = true;
    }
    frames += loaded ? 1 : 0;
  }
  for (double& kpa : picture) kpa /= static_cast<double>(std::max<std::size_t>(frames, 1));
  return picture;
}

/// The widest lane of almost unloaded columns between two loads: its middle column. Nothing
/// without one.
std::optional<int> lane_between(const std::vector<double>& columns,
                                const StanceSettings& settings) {
  double sum = 0;
  double largest = 0;
  for (const double c : columns) {
    sum += c;
    largest = std::max(largest, c);
  }
  if (!(sum > 0)) return std::nullopt;
  std::optional<int> best;
  int widest = 0;
  double before = 0;
  for (std::size_t c = 0; c < columns.size();) {
    if (columns[c] > settings.gap_load_fraction * largest) {
      before += columns[c++];
      continue;
    }
    const std::size_t first = c;
    double within = 0;
    while (c < columns.size() && columns[c] <= settings.gap_load_fraction * largest) {
      within += columns[c++];
    }
    const double after = sum - before - within;
    const double least = settings.least_load_fraction * sum;
    if (before >= least && after >= least && static_cast<int>(c - first) > widest) {
      widest = static_cast<int>(c - first);
      best = static_cast<int>((first + c) / 2);
    }
    before += within;
  }
  return best;
}

/// Load of the columns col0 .. col1 - 1; load_pct is left in kPa.
FootLoad load_of(const std::vector<double>& picture, const PlateGeometry& plate, int col0, int col1,
                 const StanceSettings& settings) {
  const auto at = [&](int row, int col) {
    return picture[static_cast<std::size_t>(row) * static_cast<std::size_t>(plate.cols) +
                   static_cast<std::size_t>(col)];
  };
  int row0 = plate.rows;
  int row1 = 0;
  for (int row = 0; row < plate.rows; ++row) {
    for (int col = col0; col < col1; ++col) {
      if (at(row, col) < settings.contact_threshold_kpa) continue;
      row0 = std::min(row0, row);
      row1 = std::max(row1, row + 1);
    }
  }
  FootLoad load;
  const double line = row0 + settings.rearfoot_fraction * (row1 - row0);
  double rear = 0;
  for (int row = row0; row < row1; ++row) {
    // A row that the line cuts counts on both sides by its parts.
    const double share = std::clamp(line - row, 0.0, 1.0);
    for (int col = col0; col < col1; ++col) {
      const double kpa = at(row, col);
      load.load_pct += kpa;
      rear += share * kpa;
      if (share >= 0.5) load.rearfoot_peak_kpa = std::max(load.rearfoot_peak_kpa, kpa);
      if (share <= 0.5) load.forefoot_peak_kpa = std::max(load.forefoot_peak_kpa, kpa);
    }
  }
  if (load.load_pct > 0) {
    load.rearfoot_pct = 100 * rear / load.load_pct;
    load.forefoot_pct = 100 - load.rearfoot_pct;
  }
  return load;
}

Value quotient_pct(const Value& closed, const Value& open) {
  if (!closed || !open || !(*open > 0)) return std::nullopt;
  return 100 * *closed / *open;
}

}  // namespace

std::optional<double> asymmetry_pct(double left, double right) {
  if (!(left + right > 0)) return std::nullopt;
  return 100 * (left - right) / (left + right);
}

std::optional<WeightBearing> weight_bearing(const Recording& recording,
                                            const StanceSettings& settings) {
  const PlateGeometry& plate = recording.plate();
  if (plate.rows < 2 || plate.cols < 3) return std::nullopt;
  const std::vector<double> picture = mean_picture(recording, settings.contact_threshold_kpa);
  std::vector<double> columns(static_cast<std::size_t>(plate.cols));
  for (std::size_t i = 0; i < picture.size(); ++i) {
    columns[i % static_cast<std::size_t>(plate.cols)] += picture[i];
  }
  const auto lane = lane_between(columns, settings);
  if (!lane) return std::nullopt;
  WeightBearing w;
  w.left = load_of(picture, plate, 0, *lane, settings);
  w.right = load_of(picture, plate, *lane, plate.cols, settings);
  const auto asymmetry = asymmetry_pct(w.left.load_pct, w.right.load_pct);
  if (!asymmetry) return std::nullopt;
  w.asymmetry_pct = *asymmetry;
  const double sum = w.left.load_pct + w.right.load_pct;
  w.left.load_pct *= 100 / sum;
  w.right.load_pct *= 100 / sum;
  return w;
}

BalanceResult measure_balance(const CopSeries& series, const BalanceSettings& settings) {
  BalanceResult r;
  r.settings = settings;
  r.signal = prepare(series, settings.signal);
  const Sway& sway = r.signal.sway;
  r.time = measure_time(sway);
  r.ellipse = measure_ellipse(sway);
  r.spectrum_ml =
      measure_spectrum(welch(sway.x_mm, sway.rate_hz, settings.spectrum), settings.spectrum);
  r.spectrum_ap =
      measure_spectrum(welch(sway.y_mm, sway.rate_hz, settings.spectrum), settings.spectrum);
  r.nonlinear = measure_nonlinear(sway, settings.nonlinear);
  return r;
}

Romberg romberg(const BalanceResult& eyes_open, const BalanceResult& eyes_closed) {
  return {quotient_pct(eyes_closed.ellipse.prediction_95_mm2, eyes_open.ellipse.prediction_95_mm2),
          quotient_pct(eyes_closed.ellipse.french_90_mm2, eyes_open.ellipse.french_90_mm2),
          quotient_pct(eyes_closed.time.path_mm, eyes_open.time.path_mm),
          quotient_pct(eyes_closed.time.velocity_mm_s, eyes_open.time.velocity_mm_s)};
}

}  // namespace solea::balance
