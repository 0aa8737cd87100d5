#include "calibration/verification.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "calibration/fit.h"
#include "calibration/unloaded.h"
#include "core/error.h"

namespace solea::calibration {

Verifier::Verifier(const PlateGeometry& plate, double full_scale_kpa, VerificationSettings settings)
    : plate_(plate),
      full_scale_kpa_(full_scale_kpa),
      settings_(settings),
      mean_(plate.cells()),
      squares_(plate.cells()) {}

void Verifier::begin(LoadPlan plan) {
  ++recordings_;
  first_hold_ = holds_.size();
  for (const Hold& hold : plan.holds) {
    HoldSums sums;
    sums.hold = hold;
    sums.recording = recordings_;
    if (!hold.point) sums.kpa.assign(plate_.cells(), 0);
    holds_.push_back(std::move(sums));
  }
}

void Verifier::add_to_hold(HoldSums& sums, double time_s, std::span<const float> kpa,
                           double force_n) {
  ++sums.frames;
  sums.force_n += force_n;
  if (sums.hold.end_s - sums.hold.start_s >= settings_.creep_hold_s) {
    sums.times_s.push_back(time_s - sums.hold.start_s);
    sums.mean_kpa.push_back(force_n);
  }
  if (!sums.hold.point) {
    for (std::size_t i = 0; i < kpa.size(); ++i) sums.kpa[i] += kpa[i];
    return;
  }
  double total = 0;
  PointMm moment;
  for (std::size_t i = 0; i < kpa.size(); ++i) {
    if (kpa[i] < settings_.cop_floor_kpa) continue;
    total += kpa[i];
    moment =
        moment + static_cast<double>(kpa[i]) * plate_.cell_centre(static_cast<std::uint32_t>(i));
  }
  if (!(total > 0)) return;
  const PointMm cop = (1 / total) * moment;
  const PointMm off = cop - sums.hold.point->at;
  sums.cop = sums.cop + cop;
  sums.cop_squares += dot(off, off);
  ++sums.cop_frames;
}

void Verifier::add(double time_s, std::span<const float> kpa) {
  double sum = 0;
  for (const float value : kpa) sum += value;
  const double force_n = sum * plate_.cell_area_mm2() * 1e-3;
  for (std::size_t k = first_hold_; k < holds_.size(); ++k) {
    HoldSums& sums = holds_[k];
    if (time_s >= sums.hold.start_s + settings_.settle_s &&
        time_s < sums.hold.end_s - settings_.margin_s) {
      add_to_hold(sums, time_s, kpa, force_n);
    }
  }
  // Before the first load: afterwards a sensor may not have come back yet.
  if (first_hold_ < holds_.size() &&
      time_s > holds_[first_hold_].hold.start_s - settings_.margin_s) {
    return;
  }
  ++unloaded_frames_;
  const auto n = static_cast<double>(unloaded_frames_);
  const double force_delta = force_n - force_mean_;
  force_mean_ += force_delta / n;
  force_squares_ += force_delta * (force_n - force_mean_);
  for (std::size_t i = 0; i < kpa.size(); ++i) {
    const double delta = kpa[i] - mean_[i];
    mean_[i] += delta / n;
    squares_[i] += delta * (kpa[i] - mean_[i]);
  }
}

bool Verifier::comes_down(std::size_t hold) const {
  if (hold == 0) return false;
  const HoldSums& before = holds_[hold - 1];
  const HoldSums& now = holds_[hold];
  constexpr double no_rest_s = 1e-6;
  return before.recording == now.recording && before.hold.kpa > now.hold.kpa &&
         now.hold.start_s - before.hold.end_s < no_rest_s;
}

void Verifier::check_levels(Verification& v) const {
  double all_squares = 0;
  std::size_t judged = 0;
  const auto cells = static_cast<double>(plate_.cells());
  for (std::size_t k = 0; k < holds_.size(); ++k) {
    const HoldSums& sums = holds_[k];
    if (sums.hold.point || !(sums.hold.kpa > 0)) continue;
    const auto n = static_cast<double>(sums.frames);
    LevelCheck check;
    check.kpa = sums.hold.kpa;
    check.force_n = sums.hold.force_n(plate_);
    check.measured_force_n = sums.force_n / n;
    check.force_error_pct = 100 * (check.measured_force_n / check.force_n - 1);
    check.coming_down = comes_down(k);
    double squares = 0;
    v.cell_rms_kpa.resize(plate_.cells());
    for (std::size_t i = 0; i < sums.kpa.size(); ++i) {
      const double mean = sums.kpa[i] / n;
      const double error = mean - sums.hold.kpa;
      check.measured_kpa += mean / cells;
      squares += error * error;
      if (!check.coming_down) v.cell_rms_kpa[i] += error * error;
    }
    check.rms_error_kpa = std::sqrt(squares / cells);
    if (!check.coming_down) {
      all_squares += squares;
      ++judged;
    }
    v.levels.push_back(check);
  }
  if (judged == 0) return;
  for (double& cell : v.cell_rms_kpa) cell = std::sqrt(cell / static_cast<double>(judged));
  v.rms_error_kpa = std::sqrt(all_squares / cells / static_cast<double>(judged));
  v.rms_error_pct = 100 * *v.rms_error_kpa / full_scale_kpa_;
}

void Verifier::check_points(Verification& v) const {
  for (const HoldSums& sums : holds_) {
    if (!sums.hold.point) continue;
    PointCheck check;
    check.at = sums.hold.point->at;
    check.force_n = sums.hold.point->force_n;
    check.measured_force_n = sums.force_n / static_cast<double>(sums.frames);
    check.force_error_pct = 100 * (check.measured_force_n / check.force_n - 1);
    if (sums.cop_frames > 0) {
      const auto n = static_cast<double>(sums.cop_frames);
      check.cop = (1 / n) * sums.cop;
      const PointMm off = *check.cop - check.at;
      check.cop_error_mm = std::hypot(off.x, off.y);
      check.cop_rms_mm = std::sqrt(sums.cop_squares / n);
      v.largest_cop_error_mm = std::max(v.largest_cop_error_mm.value_or(0), *check.cop_error_mm);
    }
    v.points.push_back(check);
  }
}

void Verifier::check_creep(Verification& v) const {
  for (const HoldSums& sums : holds_) {
    const auto fit = fit_held_load(sums.times_s, sums.mean_kpa, settings_.creep_t0_s, false);
    if (!fit || 100 * std::abs(fit->creep_per_decade) < std::abs(v.creep_pct.value_or(0))) continue;
    v.creep_pct = 100 * fit->creep_per_decade;
    v.creep_hold_s = sums.hold.end_s - sums.hold.start_s;
  }
}

void Verifier::check_hysteresis(Verification& v) const {
  // The same pressure twice without a rest between, once below and once behind a larger one.
  for (std::size_t up = 0; up < holds_.size(); ++up) {
    for (std::size_t down = up + 2; down < holds_.size(); ++down) {
      const HoldSums& a = holds_[up];
      const HoldSums& b = holds_[down];
      if (a.recording != b.recording || a.hold.point || b.hold.point || a.hold.kpa != b.hold.kpa) {
        continue;
      }
      bool between = true;
      for (std::size_t k = up; k < down; ++k) {
        constexpr double no_rest_s = 1e-6;
        between = between && holds_[k + 1].hold.start_s - holds_[k].hold.end_s < no_rest_s &&
                  (k == up || holds_[k].hold.kpa > a.hold.kpa);
      }
      if (!between) continue;
      const double area_mm2 = plate_.cell_area_mm2() * static_cast<double>(plate_.cells());
      const double loading = a.force_n / static_cast<double>(a.frames) / area_mm2 * 1e3;
      const double unloading = b.force_n / static_cast<double>(b.frames) / area_mm2 * 1e3;
      const double pct = 100 * (unloading - loading) / full_scale_kpa_;
      if (std::abs(pct) >= std::abs(v.hysteresis_pct.value_or(0))) v.hysteresis_pct = pct;
    }
  }
}

void Verifier::check_noise(Verification& v) const {
  if (unloaded_frames_ < 3) return;
  const auto n = static_cast<double>(unloaded_frames_ - 1);
  std::vector<double> sd;
  for (const double squares : squares_) sd.push_back(std::sqrt(squares / n));
  v.noise_kpa = median_of(std::move(sd));
  v.noise_force_n = std::sqrt(force_squares_ / n);
}

Verification Verifier::result() const {
  for (const HoldSums& sums : holds_) {
    if (sums.frames > 0) continue;
    throw CalibrationError("a load of the plan at " + std::to_string(sums.hold.start_s) +
                           " s is not in the recording");
  }
  Verification v;
  v.full_scale_kpa = full_scale_kpa_;
  check_levels(v);
  check_points(v);
  check_creep(v);
  check_hysteresis(v);
  check_noise(v);
  for (const LevelCheck& level : v.levels) {
    if (level.coming_down) continue;
    v.largest_force_error_pct =
        std::max(v.largest_force_error_pct.value_or(0), std::abs(level.force_error_pct));
  }
  for (const PointCheck& point : v.points) {
    v.largest_force_error_pct =
        std::max(v.largest_force_error_pct.value_or(0), std::abs(point.force_error_pct));
  }
  return v;
}

bool is_within_limits(const Verification& v, const VerificationSettings& s) {
  const auto within = [](const std::optional<double>& value, double limit) {
    return !value || std::abs(*value) <= limit;
  };
  return within(v.rms_error_pct, s.good_rms_pct) && within(v.largest_cop_error_mm, s.good_cop_mm) &&
         within(v.largest_force_error_pct, s.good_force_pct) &&
         within(v.hysteresis_pct, s.good_hysteresis_pct) && within(v.creep_pct, s.good_creep_pct);
}

}  // namespace solea::calibration
