#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/plate.h"
#include "core/recording.h"
#include "core/step.h"

namespace solea {

/// One step's pressures, dense in its own box: [frame][row][col] in kPa, cells of other feet and
/// cells under the contact threshold 0. Everything a step measure ever reads.
struct StepMovie {
  PlateGeometry plate;  ///< of the whole plate; positions stay plate positions
  Step step;
  Detail detail = Detail::times;
  std::vector<double> times_s;  ///< one per frame of the step
  std::vector<float> kpa;
  /// Of cells that never reach the contact threshold in the step: their largest pressure, kPa, in
  /// the box and the ring of cells around it, row-major; 0 for all others. Only what looks for a
  /// print's edge between the cells reads it. Empty: not known.
  std::vector<float> faint_kpa;
  /// On a belt: what a frame's positions lack to be exact, because its cells were moved with the
  /// belt by whole cells (metrics.md 0.2). Empty on a fixed plate.
  std::vector<PointMm> cop_shift_mm;

  [[nodiscard]] std::size_t frames() const noexcept { return times_s.size(); }
  [[nodiscard]] std::size_t cells() const noexcept {
    return static_cast<std::size_t>(step.box.rows()) * static_cast<std::size_t>(step.box.cols());
  }
  /// One frame's cells, row-major in the box.
  [[nodiscard]] std::span<const float> frame(std::size_t k) const& {
    return std::span(kpa).subspan(k * cells(), cells());
  }
  std::span<const float> frame(std::size_t k) const&& = delete;
  /// Centre on the plate of the box's cell i.
  [[nodiscard]] PointMm cell_centre(std::size_t i) const noexcept {
    const int row = static_cast<int>(i) / step.box.cols();
    const int col = static_cast<int>(i) % step.box.cols();
    return plate.cell_centre(step.box.row0 + row, step.box.col0 + col);
  }
};

}  // namespace solea
