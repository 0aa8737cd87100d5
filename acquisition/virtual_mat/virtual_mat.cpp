#include "acquisition/virtual_mat/virtual_mat.h"

#include <algorithm>
#include <cmath>

#include "acquisition/virtual_mat/truth_active.h"
#include "acquisition/virtual_mat/truth_zones.h"

namespace solea::virtual_mat {

SensorModel default_sensor(const DeviceDriver& driver) {
  SensorModel sensor;
  sensor.kpa_per_count = driver.virtual_kpa_per_count;
  sensor.max_count = driver.max_count;
  return sensor;
}

VirtualMat::VirtualMat(const PlateGeometry& plate, double rate_hz, const Person& person,
                       const SensorModel& sensor, bool keep_truth)
    : plate_(plate),
      rate_hz_(rate_hz),
      walk_(person, plate),
      sensor_(sensor, plate),
      keep_truth_(keep_truth),
      kpa_(plate.cells()),
      counts_(plate.cells()) {}

std::span<const std::uint16_t> VirtualMat::next_frame() {
  const double t = static_cast<double>(frames()) / rate_hz_;
  while (!press_ && walk_.next_start_s() <= t) {
    Active active{walk_.next(), {}};
    active.truth.placement = active.contact.placement;
    active.truth.start_s = active.contact.start_s;
    active.truth.first_frame = frames();
    active_.push_back(std::move(active));
  }
  for (auto it = active_.begin(); it != active_.end();) {
    if (it->contact.end_s > t) {
      ++it;
      continue;
    }
    it->truth.end_s = it->contact.end_s;
    if (keep_truth_) finished_.push_back({it->contact.forces_n, std::move(it->truth)});
    it = active_.erase(it);
  }

  std::fill(kpa_.begin(), kpa_.end(), 0.0F);
  FrameTruth whole;
  whole.time_s = t;
  PointMm moment;
  const double kpa_per_n = 1000 / plate_.cell_area_mm2();
  for (Active& active : active_) {
    const ZoneForces n = active.contact.forces_n(t);
    for (std::size_t z = 0; z < foot_zone_count; ++z) {
      for (const auto& [cell, share] : active.contact.foot.cells(static_cast<FootZone>(z))) {
        kpa_[cell] += static_cast<float>(n[z] * share * kpa_per_n);
      }
    }
    if (!keep_truth_) continue;
    const FrameTruth one = measure_contact(active.contact, t);
    active.truth.frames.push_back(one);
    whole.force_n += one.force_n;
    if (one.cop) moment = moment + one.force_n * *one.cop;
  }
  if (whole.force_n > 0) whole.cop = (1 / whole.force_n) * moment;
  if (press_) whole = press_->press(t, kpa_);
  if (keep_truth_) frame_truth_.push_back(whole);
  ++frames_;
  sensor_.sample(kpa_, t, counts_);
  return counts_;
}

std::vector<StepTruth> VirtualMat::step_truth() const {
  const PrintMeter meter(walk_.foot());
  std::vector<StepTruth> steps;
  const auto add = [&](const std::function<ZoneForces(double)>& forces_n, StepTruth step,
                       bool stands) {
    if (step.end_s > step.start_s) {
      meter.measure(forces_n, step);
      measure_cells(walk_.foot(), plate_, forces_n, step);
      if (stands) {
        step.instants = {};  // of a contact without an end
      } else {
        measure_active(walk_.foot(), plate_, forces_n, step);
      }
    }
    steps.push_back(std::move(step));
  };
  for (const Finished& finished : finished_) add(finished.forces_n, finished.truth, false);
  const double now = frames_ == 0 ? 0 : static_cast<double>(frames_ - 1) / rate_hz_;
  for (const Active& active : active_) {
    StepTruth step = active.truth;
    step.end_s = std::min(now, active.contact.end_s);
    add(active.contact.forces_n, std::move(step), !std::isfinite(active.contact.end_s));
  }
  std::stable_sort(steps.begin(), steps.end(),
                   [](const StepTruth& a, const StepTruth& b) { return a.start_s < b.start_s; });
  return steps;
}

}  // namespace solea::virtual_mat
