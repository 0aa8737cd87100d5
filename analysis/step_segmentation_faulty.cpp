#include "analysis/step_segmentation_faulty.h"

#include <algorithm>
#include <cmath>

namespace solea {

namespace {

/// How many loaded cells are in each block of cells, each as large as `reach_mm`: what is within
/// reach of a cell is in its block or in one of the 8 around it.
class Blocks {
 public:
  Blocks(const PlateGeometry& plate, double reach_mm)
      : cells_across_(size(reach_mm, plate.pitch_x_mm)),
        cells_along_(size(reach_mm, plate.pitch_y_mm)),
        stride_(plate.cols / cells_across_ + 3),
        counts_(static_cast<std::size_t>(stride_) *
                static_cast<std::size_t>(plate.rows / cells_along_ + 3)),
        cols_(plate.cols) {}

  [[nodiscard]] std::size_t block(std::uint32_t cell) const {
    const int row = static_cast<int>(cell) / cols_ / cells_along_ + 1;
    const int col = static_cast<int>(cell) % cols_ / cells_across_ + 1;
    return static_cast<std::size_t>(row * stride_ + col);
  }
  void add(std::size_t block) { ++counts_[block]; }
  void clear(std::size_t block) { counts_[block] = 0; }
  [[nodiscard]] std::size_t around(std::size_t block) const {
    std::size_t sum = 0;
    const auto up = static_cast<std::size_t>(stride_);
    for (std::size_t row = block - up; row <= block + up; row += up) {
      sum += counts_[row - 1] + counts_[row] + counts_[row + 1];
    }
    return sum;
  }

 private:
  static int size(double reach_mm, double pitch_mm) {
    return std::max(1, static_cast<int>(std::ceil(reach_mm / pitch_mm)));
  }
  int cells_across_;
  int cells_along_;
  int stride_;
  std::vector<std::size_t> counts_;
  int cols_;
};

}  // namespace

std::vector<FaultyCell> find_faulty_cells(const Recording& recording,
                                          const AnalysisSettings& settings) {
  const PlateGeometry& plate = recording.plate();
  if (recording.size() < settings.faulty_least_frames || plate.pitch_x_mm <= 0 ||
      plate.pitch_y_mm <= 0) {
    return {};
  }
  Blocks blocks(plate, settings.join_gap_mm);
  std::vector<std::uint32_t> alone(plate.cells());
  std::vector<std::uint32_t> active;
  for (std::size_t frame = 0; frame < recording.size(); ++frame) {
    active.clear();
    for (const LoadedCell& cell : recording.cells(frame)) {
      if (cell.kpa < settings.contact_threshold_kpa) continue;
      active.push_back(cell.index);
      blocks.add(blocks.block(cell.index));
    }
    for (const std::uint32_t cell : active) {
      if (blocks.around(blocks.block(cell)) <= settings.faulty_patch_cells) ++alone[cell];
    }
    for (const std::uint32_t cell : active) blocks.clear(blocks.block(cell));
  }
  const double frames = static_cast<double>(recording.size());
  std::vector<FaultyCell> faulty;
  for (std::uint32_t cell = 0; cell < alone.size(); ++cell) {
    if (alone[cell] > settings.faulty_fraction * frames) faulty.push_back({cell, 0});
  }
  if (faulty.empty()) return faulty;
  for (std::size_t frame = 0; frame < recording.size(); ++frame) {
    const auto cells = recording.cells(frame);
    for (FaultyCell& f : faulty) {
      const auto found =
          std::lower_bound(cells.begin(), cells.end(), f.index,
                           [](const LoadedCell& c, std::uint32_t i) { return c.index < i; });
      if (found != cells.end() && found->index == f.index &&
          found->kpa >= settings.contact_threshold_kpa) {
        f.loaded_share += 1 / frames;
      }
    }
  }
  std::erase_if(faulty, [&](const FaultyCell& f) {
    const bool mostly = alone[f.index] > settings.faulty_alone_fraction * f.loaded_share * frames;
    const bool stuck = !settings.one_foot && f.loaded_share >= settings.stuck_fraction;
    return !mostly && !stuck;
  });
  return faulty;
}

}  // namespace solea
