#pragma once

#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

#include "analysis/analyze.h"
#include "analysis/pressure_image.h"
#include "analysis/registration.h"
#include "core/recording.h"
#include "tests/support/fixtures.h"

namespace solea::testing {

/// The recording as another plate would have seen it: `to_old` tells where a place of the new plate
/// lies on the old one. Bilinear; values under the threshold stay out.
inline Recording resample_recording(const Recording& recording, const PlateGeometry& plate,
                                    const std::function<PointMm(PointMm)>& to_old,
                                    double threshold_kpa = 10) {
  Recording out(plate);
  Footprint old;
  old.plate = recording.plate();
  old.box = {0, 0, old.plate.rows, old.plate.cols};
  std::vector<PointMm> places;
  for (std::uint32_t i = 0; i < plate.cells(); ++i) places.push_back(to_old(plate.cell_centre(i)));
  std::vector<float> kpa(plate.cells());
  for (std::size_t k = 0; k < recording.size(); ++k) {
    old.peak_kpa.assign(old.plate.cells(), 0.0F);
    for (const LoadedCell& cell : recording.cells(k)) old.peak_kpa[cell.index] = cell.kpa;
    const PressureImage image(old, old.peak_kpa);
    for (std::size_t i = 0; i < kpa.size(); ++i) {
      const double p = image.at(places[i]);
      kpa[i] = p >= threshold_kpa ? static_cast<float>(p) : 0.0F;
    }
    out.append(recording.time_s(k), std::span<const float>(kpa));
  }
  return out;
}

/// Turned about the middle of the old plate, which becomes the middle of the new one; `deg`
/// counter-clockwise seen from above.
inline Recording turn_recording(const Recording& recording, double deg, const PlateGeometry& plate,
                                PointMm shift = {}) {
  const PlateGeometry& old = recording.plate();
  const PointMm new_middle{0.5 * plate.width_mm(), 0.5 * plate.length_mm()};
  const PointMm old_middle{0.5 * old.width_mm(), 0.5 * old.length_mm()};
  const RigidTransform turn{-deg, {}};
  return resample_recording(recording, plate, [=](PointMm p) {
    return old_middle + turn.turned(p - new_middle - shift);
  });
}

/// Cells that a rule takes away are unloaded.
inline Recording keep_cells(const Recording& recording, const std::function<bool(PointMm)>& keep) {
  Recording out(recording.plate());
  std::vector<float> kpa(recording.plate().cells());
  for (std::size_t k = 0; k < recording.size(); ++k) {
    std::fill(kpa.begin(), kpa.end(), 0.0F);
    for (const LoadedCell& cell : recording.cells(k)) {
      if (keep(recording.plate().cell_centre(cell.index))) kpa[cell.index] = cell.kpa;
    }
    out.append(recording.time_s(k), std::span<const float>(kpa));
  }
  return out;
}

/// One recording after the other, on the same plate.
inline Recording append_recording(const Recording& first, const Recording& second) {
  Recording out(first.plate());
  std::vector<float> kpa(first.plate().cells());
  double after = 0;
  for (const Recording* part : {&first, &second}) {
    for (std::size_t k = 0; k < part->size(); ++k) {
      std::fill(kpa.begin(), kpa.end(), 0.0F);
      for (const LoadedCell& cell : part->cells(k)) kpa[cell.index] = cell.kpa;
      out.append(after + part->time_s(k), std::span<const float>(kpa));
    }
    after += part->time_s(part->size() - 1) + 0.01;
  }
  return out;
}

}  // namespace solea::testing
