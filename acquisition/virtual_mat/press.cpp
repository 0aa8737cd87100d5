#include "acquisition/virtual_mat/press.h"

#include <cmath>
#include <utility>

namespace solea::virtual_mat {

Press::Press(std::vector<PressLoad> loads, const PlateGeometry& plate)
    : plate_(plate), loads_(std::move(loads)) {
  constexpr int samples = 16;  // along each side of a cell
  for (const PressLoad& load : loads_) {
    auto& cells = stamped_.emplace_back();
    if (!load.stamp) continue;
    const Stamp& stamp = *load.stamp;
    std::vector<double> inside(plate.cells());
    double all = 0;
    for (int row = 0; row < plate.rows * samples; ++row) {
      const double y = (row + 0.5) / samples * plate.pitch_y_mm - stamp.at.y;
      if (std::abs(y) > stamp.radius_mm) continue;
      for (int col = 0; col < plate.cols * samples; ++col) {
        const double x = (col + 0.5) / samples * plate.pitch_x_mm - stamp.at.x;
        if (x * x + y * y > stamp.radius_mm * stamp.radius_mm) continue;
        inside[static_cast<std::size_t>(row / samples * plate.cols + col / samples)] += 1;
        all += 1;
      }
    }
    // What lies beyond the plate's edge presses on nothing; plates are larger than stamps.
    for (std::size_t i = 0; i < inside.size(); ++i) {
      if (inside[i] == 0) continue;
      const double kpa = stamp.force_n * inside[i] / all / plate.cell_area_mm2() * 1e3;
      cells.push_back({i, static_cast<float>(kpa)});
    }
  }
}

FrameTruth Press::press(double time_s, std::span<float> kpa) const {
  FrameTruth truth;
  truth.time_s = time_s;
  PointMm moment;
  for (std::size_t k = 0; k < loads_.size(); ++k) {
    const PressLoad& load = loads_[k];
    if (time_s < load.start_s || time_s >= load.end_s) continue;
    if (load.stamp) {
      for (const auto& [cell, pressure] : stamped_[k]) kpa[cell] += pressure;
      truth.force_n += load.stamp->force_n;
      moment = moment + load.stamp->force_n * load.stamp->at;
      continue;
    }
    for (float& cell : kpa) cell += static_cast<float>(load.kpa);
    const double force_n =
        load.kpa * plate_.cell_area_mm2() * static_cast<double>(plate_.cells()) * 1e-3;
    truth.force_n += force_n;
    moment = moment + force_n * PointMm{plate_.width_mm() / 2, plate_.length_mm() / 2};
  }
  if (truth.force_n > 0) truth.cop = (1 / truth.force_n) * moment;
  return truth;
}

}  // namespace solea::virtual_mat
