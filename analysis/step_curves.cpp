#include "analysis/step_curves.h"

#include <algorithm>

#include "core/units.h"

namespace solea {

namespace {

/// Time to the next frame, to the one before where there is none, s.
double period_after(const StepCurves& curves, std::size_t frame) {
  const std::vector<double>& t = curves.times_s;
  if (frame + 1 < t.size()) return t[frame + 1] - t[frame];
  return frame > 0 ? t[frame] - t[frame - 1] : 0;
}

/// Time to the frame before, to the next one where there is none, s.
double period_before(const StepCurves& curves, std::size_t frame) {
  const std::vector<double>& t = curves.times_s;
  if (frame > 0) return t[frame] - t[frame - 1];
  return frame + 1 < t.size() ? t[frame + 1] - t[frame] : 0;
}

}  // namespace

double StepCurves::stance_s() const {
  return has_contact ? times_s[last_contact] - times_s[first_contact] : 0;
}

std::optional<double> StepCurves::stance_pct(std::size_t frame) const {
  const double stance = stance_s();
  if (stance <= 0) return std::nullopt;
  return 100 * (times_s[frame] - times_s[first_contact]) / stance;
}

StepCurves make_curves(const StepMovie& movie, double contact_force_n, bool pad_zero) {
  StepCurves curves;
  curves.pad_zero = pad_zero;
  curves.times_s = movie.times_s;
  const double cell_area_mm2 = movie.plate.cell_area_mm2();
  for (std::size_t k = 0; k < movie.frames(); ++k) {
    double sum_kpa = 0;
    float peak = 0;
    std::size_t active = 0;
    PointMm moment;
    const auto frame = movie.frame(k);
    for (std::size_t i = 0; i < frame.size(); ++i) {
      const float p = frame[i];
      if (p <= 0) continue;
      sum_kpa += p;
      peak = std::max(peak, p);
      ++active;
      moment = moment + static_cast<double>(p) * movie.cell_centre(i);
    }
    const double force = force_n(sum_kpa, cell_area_mm2);
    const bool contact = active > 0 && force >= contact_force_n;
    curves.force_n.push_back(force);
    curves.area_mm2.push_back(static_cast<double>(active) * cell_area_mm2);
    curves.peak_kpa.push_back(peak);
    const PointMm shift = movie.cop_shift_mm.empty() ? PointMm{} : movie.cop_shift_mm[k];
    curves.cop.push_back(contact ? std::optional((1 / sum_kpa) * moment + shift) : std::nullopt);
    if (contact) {
      if (!curves.has_contact) curves.first_contact = k;
      curves.last_contact = k;
      curves.has_contact = true;
    }
  }
  return curves;
}

double trapezoid_weight_s(const StepCurves& curves, std::size_t frame) {
  if (!curves.has_contact || frame < curves.first_contact || frame > curves.last_contact) return 0;
  const std::vector<double>& t = curves.times_s;
  double weight = 0;
  if (frame > curves.first_contact) weight += 0.5 * (t[frame] - t[frame - 1]);
  if (frame < curves.last_contact) weight += 0.5 * (t[frame + 1] - t[frame]);
  if (curves.pad_zero) {
    if (frame == curves.first_contact) weight += 0.5 * period_after(curves, frame);
    if (frame == curves.last_contact) weight += 0.5 * period_before(curves, frame);
  }
  return weight;
}

double rectangle_weight_s(const StepCurves& curves, std::size_t frame) {
  if (!curves.has_contact || frame < curves.first_contact || frame > curves.last_contact) return 0;
  return frame < curves.last_contact ? period_after(curves, frame) : period_before(curves, frame);
}

double integrate_contact(const StepCurves& curves, std::span<const double> values) {
  if (!curves.has_contact) return 0;
  double sum = 0;
  for (std::size_t k = curves.first_contact; k <= curves.last_contact; ++k) {
    sum += trapezoid_weight_s(curves, k) * values[k];
  }
  return sum;
}

double sum_contact(const StepCurves& curves, std::span<const double> values) {
  if (!curves.has_contact) return 0;
  double sum = 0;
  for (std::size_t k = curves.first_contact; k <= curves.last_contact; ++k) {
    sum += rectangle_weight_s(curves, k) * values[k];
  }
  return sum;
}

}  // namespace solea
