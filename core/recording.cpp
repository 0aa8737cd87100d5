#include "core/recording.h"

#include <algorithm>
#include <stdexcept>

namespace solea {

Recording::Recording(PlateGeometry plate, double floor_kpa)
    : plate_(plate), floor_kpa_(static_cast<float>(floor_kpa)) {}

void Recording::append(double time_s, std::span<const float> kpa) {
  if (kpa.size() != plate_.cells())
    throw std::invalid_argument("frame size differs from the plate");
  for (std::size_t i = 0; i < kpa.size(); ++i) {
    if (kpa[i] > 0 && kpa[i] >= floor_kpa_) {
      cells_.push_back({static_cast<std::uint32_t>(i), kpa[i]});
    }
  }
  times_s_.push_back(time_s);
  first_cell_.push_back(cells_.size());
}

void Recording::append(double time_s, std::span<const LoadedCell> cells) {
  for (const LoadedCell& cell : cells) {
    if (cell.index >= plate_.cells()) throw std::invalid_argument("cell outside the plate");
    if (cell.kpa > 0 && cell.kpa >= floor_kpa_) cells_.push_back(cell);
  }
  times_s_.push_back(time_s);
  first_cell_.push_back(cells_.size());
}

void Recording::copy_dense(std::size_t frame, std::span<float> out) const {
  std::fill(out.begin(), out.end(), 0.0F);
  for (const LoadedCell& cell : cells(frame)) out[cell.index] = cell.kpa;
}

Recording read_all(FrameSource& source, double floor_kpa) {
  Recording recording(source.info().plate, floor_kpa);
  while (source.next_block(recording)) {
  }
  return recording;
}

}  // namespace solea
