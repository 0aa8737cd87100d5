#include "analysis/step_segmentation_faulty.h"

#include <algorithm>
#include <cmath>

namespace solea {

namespace {

/// How many loaded cells are in each block of cells, each as large as `reach_mm`: what is within
/// reach of a cell is in its block or in one of the 8 around it.
class Blocks {
 public:
  Blocks(const PlateGeometry& plate, double reach_mm) {
    const int across = size(reach_mm, plate.pitch_x_mm);
    const int along = size(reach_mm, plate.pitch_y_mm);
    stride_ = static_cast<std::uint32_t>(plate.cols / across + 3);
    counts_.resize(stride_ * static_cast<std::size_t>(plate.rows / along + 3));
    block_.reserve(plate.cells());
    for (int row = 0; row < plate.rows; ++row) {
      const std::uint32_t first = static_cast<std::uint32_t>(row / along + 1) * stride_ + 1;
      for (int col = 0; col < plate.cols; ++col) {
        block_.push_back(first + static_cast<std::uint32_t>(col / across));
      }
    }
  }

  [[nodiscard]] std::uint32_t block(std::uint32_t cell) const { return block_[cell]; }
  void add(std::uint32_t block) { ++counts_[block]; }
  void clear(std::uint32_t block) { counts_[block] = 0; }
  [[nodiscard]] bool has_more_around(std::uint32_t block, std::size_t than) const {
    if (counts_[block] > than) return true;  // under a foot it alone is enough
    std::size_t sum = 0;
    for (std::size_t row = block - stride_; row <= block + stride_; row += stride_) {
      sum += counts_[row - 1] + counts_[row] + counts_[row + 1];
    }
    return sum > than;
  }

 private:
  static int size(double reach_mm, double pitch_mm) {
    return std::max(1, static_cast<int>(std::ceil(reach_mm / pitch_mm)));
  }
  std::uint32_t stride_ = 0;
  std::vector<std::size_t> counts_;
  std::vector<std::uint32_t> block_;  ///< of each cell
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
      if (!blocks.has_more_around(blocks.block(cell), settings.faulty_patch_cells)) ++alone[cell];
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
