#include "analysis/balance/cop_signal.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "analysis/low_pass.h"
#include "core/units.h"

namespace solea::balance {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// First and last defined frame of the longest stretch without a gap over `longest_s`.
std::pair<std::size_t, std::size_t> longest_stretch(const CopSeries& s,
                                                    const std::vector<std::size_t>& defined,
                                                    double longest_s, bool& cut) {
  std::pair<std::size_t, std::size_t> best{0, 0};
  std::size_t first = 0;
  for (std::size_t k = 1; k <= defined.size(); ++k) {
    const bool ends =
        k == defined.size() || s.times_s[defined[k]] - s.times_s[defined[k - 1]] > longest_s;
    if (!ends) continue;
    if (k - first > best.second - best.first) best = {first, k};
    cut = cut || k != defined.size();
    first = k;
  }
  return best;
}

}  // namespace

CopSeries cop_of_recording(const Recording& recording, double contact_threshold_kpa,
                           double contact_force_n) {
  CopSeries series;
  const PlateGeometry& plate = recording.plate();
  for (std::size_t k = 0; k < recording.size(); ++k) {
    double sum = 0;
    PointMm moment;
    for (const LoadedCell& cell : recording.cells(k)) {
      if (cell.kpa < contact_threshold_kpa) continue;
      sum += cell.kpa;
      moment = moment + static_cast<double>(cell.kpa) * plate.cell_centre(cell.index);
    }
    const bool loaded = sum > 0 && force_n(sum, plate.cell_area_mm2()) >= contact_force_n;
    series.times_s.push_back(recording.time_s(k));
    series.x_mm.push_back(loaded ? moment.x / sum : nan);
    series.y_mm.push_back(loaded ? moment.y / sum : nan);
  }
  return series;
}

Sway demeaned(std::vector<double> x_mm, std::vector<double> y_mm, double rate_hz) {
  Sway sway;
  sway.rate_hz = rate_hz;
  for (const double x : x_mm) sway.mean.x += x / static_cast<double>(x_mm.size());
  for (const double y : y_mm) sway.mean.y += y / static_cast<double>(y_mm.size());
  for (double& x : x_mm) x -= sway.mean.x;
  for (double& y : y_mm) y -= sway.mean.y;
  sway.x_mm = std::move(x_mm);
  sway.y_mm = std::move(y_mm);
  return sway;
}

std::vector<double> low_passed(std::span<const double> values, double cut_off_hz, double rate_hz) {
  if (rate_hz < 2.5 * cut_off_hz) {
    throw std::invalid_argument("a rate below 2.5 times the cut-off cannot be filtered");
  }
  // The ends are continued for three periods of the cut-off.
  return low_pass_zero_lag(values, rate_hz, cut_off_hz,
                           static_cast<std::size_t>(std::ceil(3 * rate_hz / cut_off_hz)));
}

std::vector<double> spline_at(std::span<const double> times, std::span<const double> values,
                              std::span<const double> at) {
  const std::size_t n = times.size();
  std::vector<double> curvature(n);
  std::vector<double> upper(n);
  for (std::size_t i = 1; i + 1 < n; ++i) {  // Thomas algorithm
    const double h0 = times[i] - times[i - 1];
    const double h1 = times[i + 1] - times[i];
    const double slope = (values[i + 1] - values[i]) / h1 - (values[i] - values[i - 1]) / h0;
    const double pivot = 2 * (h0 + h1) - h0 * upper[i - 1];
    upper[i] = h1 / pivot;
    curvature[i] = (6 * slope - h0 * curvature[i - 1]) / pivot;
  }
  for (std::size_t i = n - 1; i-- > 1;) curvature[i] -= upper[i] * curvature[i + 1];
  std::vector<double> out;
  out.reserve(at.size());
  std::size_t k = 0;
  for (const double t : at) {
    while (k + 2 < n && times[k + 1] <= t) ++k;
    const double h = times[k + 1] - times[k];
    const double a = (times[k + 1] - t) / h;
    const double b = 1 - a;
    out.push_back(a * values[k] + b * values[k + 1] +
                  ((a * a * a - a) * curvature[k] + (b * b * b - b) * curvature[k + 1]) * h * h /
                      6);
  }
  return out;
}

PreparedSway prepare(const CopSeries& series, const SignalSettings& settings) {
  PreparedSway out;
  std::vector<std::size_t> defined;
  for (std::size_t k = 0; k < series.times_s.size(); ++k) {
    if (std::isfinite(series.x_mm[k]) && std::isfinite(series.y_mm[k])) defined.push_back(k);
  }
  out.frames_without = series.times_s.size() - defined.size();
  bool cut = false;
  const auto [first, last] = longest_stretch(series, defined, settings.longest_gap_s, cut);
  if (last - first < 4) {
    throw std::invalid_argument("no centre of pressure to measure: fewer than 4 frames in a row");
  }
  if (cut) {
    out.warnings.emplace_back(
        "the centre of pressure is interrupted: only the longest stretch is measured");
  }
  std::vector<double> times;
  std::array<std::vector<double>, 2> places;
  for (std::size_t k = first; k < last; ++k) {
    times.push_back(series.times_s[defined[k]]);
    places[0].push_back(series.x_mm[defined[k]]);
    places[1].push_back(series.y_mm[defined[k]]);
  }
  // Gaps inside are bridged, so the rate is that of the frames, not of the places left.
  std::vector<double> steps;
  for (std::size_t k = 1; k < times.size(); ++k) steps.push_back(times[k] - times[k - 1]);
  std::nth_element(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2),
                   steps.end());
  const double median_step = steps[steps.size() / 2];
  if (!(median_step > 0)) throw std::invalid_argument("times of the frames do not rise");
  const double span = times.back() - times.front();
  const double intervals = std::round(span / median_step);
  const double step = span / intervals;
  out.source_rate_hz = 1 / step;

  const auto at_rate = [&](double rate_hz) {
    std::vector<double> at;
    const auto count = static_cast<std::size_t>(std::floor(span * rate_hz + 1e-6)) + 1;
    for (std::size_t k = 0; k < count; ++k) {
      at.push_back(times.front() + static_cast<double>(k) / rate_hz);
    }
    for (auto& values : places) values = spline_at(times, values, at);
    times = std::move(at);
  };
  const auto filter = [&](double rate_hz) {
    if (settings.cut_off_hz <= 0) return;
    if (rate_hz < 2.5 * settings.cut_off_hz) {
      out.warnings.emplace_back("not filtered: the rate is below 2.5 times the cut-off");
      return;
    }
    for (auto& values : places) values = low_passed(values, settings.cut_off_hz, rate_hz);
    out.filtered = true;
    out.filtered_at_hz = rate_hz;
    out.pass_cut_off_hz = two_pass_cutoff_hz(settings.cut_off_hz, rate_hz);
  };
  const bool faster = out.source_rate_hz > settings.rate_hz * 1.001;
  at_rate(faster ? out.source_rate_hz : settings.rate_hz);
  filter(faster ? out.source_rate_hz : settings.rate_hz);
  if (faster) at_rate(settings.rate_hz);

  const auto dropped = static_cast<std::size_t>(
      std::ceil(std::max(0.0, settings.drop_first_s) * settings.rate_hz - 1e-6));
  if (dropped + 4 > times.size()) {
    throw std::invalid_argument("too short to measure: nothing is left after the first " +
                                std::to_string(dropped) + " samples");
  }
  out.first_s = times[dropped];
  for (auto& values : places) {
    values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(dropped));
  }
  out.sway = demeaned(std::move(places[0]), std::move(places[1]), settings.rate_hz);
  if (out.sway.duration_s() < settings.least_duration_s) {
    out.warnings.emplace_back("shorter than the 25 s that the standard asks for");
  }
  if (out.source_rate_hz < settings.least_rate_hz * 0.999) {
    out.warnings.emplace_back("recorded below the 50 frames a second that the standard asks for");
  }
  return out;
}

}  // namespace solea::balance
