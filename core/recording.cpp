#include "core/recording.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

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

void Recording::set_belt(std::vector<PointMm> moved_mm) {
  if (!moved_mm.empty() && moved_mm.size() != size()) {
    throw std::invalid_argument("the belt has not one place a frame");
  }
  belt_mm_ = std::move(moved_mm);
}

std::vector<PointMm> belt_way_mm(const SourceInfo& info, std::size_t frames) {
  const auto direction = info.provenance.find("walking_direction");
  const auto channel = std::find_if(info.channels.begin(), info.channels.end(),
                                    [](const Channel& c) { return c.name == "belt_position_m"; });
  if (direction == info.provenance.end() || channel == info.channels.end()) return {};
  const std::string& d = direction->second;
  if (d.size() != 2 || (d[0] != '+' && d[0] != '-') || (d[1] != 'x' && d[1] != 'y')) return {};
  const std::vector<double>& position = channel->values;
  if (position.size() != frames) return {};
  const double sign = d[0] == '+' ? 1 : -1;
  const PointMm along = d[1] == 'x' ? PointMm{sign, 0} : PointMm{0, sign};

  std::vector<PointMm> way;
  std::size_t known = frames;  // the last frame with a position
  std::size_t next = 0;        // the first one with a position from here on
  for (std::size_t k = 0; k < frames; ++k) {
    for (next = std::max(next, k); next < frames && !std::isfinite(position[next]);) ++next;
    if (known == frames && next == frames) return {};
    double at = 0;
    if (known == frames) {
      at = position[next];
    } else if (next == frames) {
      at = position[known];
    } else {
      const double part = static_cast<double>(k - known) / static_cast<double>(next - known);
      at = position[known] + part * (position[next] - position[known]);
    }
    if (next == k) {
      at = position[k];
      known = k;
    }
    constexpr double mm_per_m = 1000;
    way.push_back(at * mm_per_m * along);
  }
  return way;
}

Recording read_all(FrameSource& source, double floor_kpa) {
  Recording recording(source.info().plate, floor_kpa);
  while (source.next_block(recording)) {
  }
  if (!(source.info().rate_hz > 0)) recording.set_times_unknown();
  recording.set_belt(belt_way_mm(source.info(), recording.size()));
  return recording;
}

}  // namespace solea
