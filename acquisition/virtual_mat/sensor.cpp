#include "acquisition/virtual_mat/sensor.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace solea::virtual_mat {

Sensor::Sensor(const SensorModel& model, const PlateGeometry& plate)
    : model_(model), plate_(plate), random_(model.seed), mixed_(plate.cells()) {
  constexpr std::size_t table = 1U << 16U;
  const auto uniform = [this] {
    return (static_cast<double>(random_() >> 11U) + 0.5) / 9007199254740992.0;  // 2^53
  };
  for (std::size_t i = 0; i < table && model.noise_counts > 0; ++i) {
    const double a = uniform();
    const double b = uniform();
    noise_.push_back(static_cast<float>(model.noise_counts * std::sqrt(-2 * std::log(a)) *
                                        std::cos(2 * std::numbers::pi * b)));
  }
  while (dead_.size() < static_cast<std::size_t>(std::max(0, model.dead_cells)) &&
         dead_.size() < plate.cells()) {
    const auto cell = static_cast<std::uint32_t>(random_() % plate.cells());
    if (std::find(dead_.begin(), dead_.end(), cell) == dead_.end()) dead_.push_back(cell);
  }
  std::sort(dead_.begin(), dead_.end());
}

void Sensor::sample(std::span<const float> kpa, double time_s, std::span<std::uint16_t> counts) {
  std::copy(kpa.begin(), kpa.end(), mixed_.begin());
  const auto leak = static_cast<float>(model_.crosstalk);
  const auto width = static_cast<std::size_t>(plate_.cols);
  if (leak > 0) {
    for (std::size_t i = 0; i < kpa.size(); ++i) {
      if (kpa[i] <= 0) continue;
      const std::size_t col = i % width;
      const float share = leak * kpa[i];
      // At the edge there is no neighbour to leak to.
      if (col > 0) mixed_[i - 1] += share, mixed_[i] -= share;
      if (col + 1 < width) mixed_[i + 1] += share, mixed_[i] -= share;
      if (i >= width) mixed_[i - width] += share, mixed_[i] -= share;
      if (i + width < kpa.size()) mixed_[i + width] += share, mixed_[i] -= share;
    }
  }
  const auto drift = static_cast<float>(model_.drift_kpa_per_min * time_s / 60);
  const std::size_t offset = noise_.empty() ? 0 : random_() % noise_.size();
  const auto per_count = static_cast<float>(1 / model_.kpa_per_count);
  for (std::size_t i = 0; i < kpa.size(); ++i) {
    float count = (mixed_[i] + (mixed_[i] > 0 ? drift : 0.0F)) * per_count;
    if (!noise_.empty()) count += noise_[(offset + i) % noise_.size()];
    counts[i] = static_cast<std::uint16_t>(
        std::clamp(std::round(count), 0.0F, static_cast<float>(model_.max_count)));
  }
  for (const std::uint32_t cell : dead_) counts[cell] = 0;
}

}  // namespace solea::virtual_mat
