#include "acquisition/virtual_mat/sensor.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace solea::virtual_mat {

namespace {

/// Standard normal, the same with every library (Box and Muller).
double normal(std::mt19937_64& random) {
  const auto uniform = [&random] {
    return (static_cast<double>(random() >> 11U) + 0.5) / 9007199254740992.0;  // 2^53
  };
  const double a = uniform();
  const double b = uniform();
  return std::sqrt(-2 * std::log(a)) * std::cos(2 * std::numbers::pi * b);
}

}  // namespace

Sensor::Sensor(const SensorModel& model, const PlateGeometry& plate)
    : model_(model), plate_(plate), random_(model.seed), mixed_(plate.cells()) {
  constexpr std::size_t table = 1U << 16U;
  for (std::size_t i = 0; i < table && model.noise_counts > 0; ++i) {
    noise_.push_back(static_cast<float>(model.noise_counts * normal(random_)));
  }
  choose_cells();
  if (model.creep_per_decade != 0 || model.hysteresis != 0) history_.resize(plate.cells());
}

std::vector<std::uint32_t> Sensor::pick(std::mt19937_64& random, int count) const {
  std::vector<std::uint32_t> cells;
  const auto is_in = [](const std::vector<std::uint32_t>& list, std::uint32_t cell) {
    return std::find(list.begin(), list.end(), cell) != list.end();
  };
  const std::size_t taken = dead_.size() + stuck_.size() + saturated_.size();
  while (cells.size() < static_cast<std::size_t>(std::max(0, count)) &&
         cells.size() + taken < plate_.cells()) {
    const auto cell = static_cast<std::uint32_t>(random() % plate_.cells());
    if (!is_in(cells, cell) && !is_in(dead_, cell) && !is_in(stuck_, cell) &&
        !is_in(saturated_, cell)) {
      cells.push_back(cell);
    }
  }
  std::sort(cells.begin(), cells.end());
  return cells;
}

void Sensor::choose_cells() {
  std::mt19937_64 own(model_.mat.value_or(model_.seed) ^ 0x5eedce11U);
  dead_ = pick(model_.mat ? own : random_, model_.dead_cells);
  stuck_ = pick(own, model_.stuck_cells);
  saturated_ = pick(own, model_.saturated_cells);
  for (std::size_t i = 0; i < stuck_.size(); ++i) {
    // Well off what an unloaded cell reads.
    const double count =
        model_.offset_counts + model_.max_count * (0.05 + 0.002 * static_cast<double>(own() % 100));
    stuck_counts_.push_back(
        static_cast<std::uint16_t>(std::min<double>(model_.max_count, std::round(count))));
  }
  for (std::size_t i = 0; i < plate_.cells() && model_.gain_sd > 0; ++i) {
    // Within three standard deviations: a cell of no gain is a dead one.
    gains_.push_back(
        static_cast<float>(std::max(0.2, 1 + model_.gain_sd * std::clamp(normal(own), -3.0, 3.0))));
  }
  for (std::size_t i = 0;
       i < plate_.cells() && (model_.offset_counts > 0 || model_.offset_sd_counts > 0); ++i) {
    offsets_.push_back(static_cast<float>(std::max(
        0.0, model_.offset_counts + model_.offset_sd_counts * std::clamp(normal(own), -3.0, 3.0))));
  }
}

void Sensor::feel_history(double time_s) {
  for (std::size_t i = 0; i < mixed_.size(); ++i) {
    History& past = history_[i];
    const float kpa = mixed_[i];
    if (kpa <= 0) {
      past.most_kpa = 0;
      continue;
    }
    if (past.most_kpa <= 0) past.since_s = time_s;
    past.most_kpa = std::max(past.most_kpa, kpa);
    // A parabola from 0 at no load to 0 at the largest.
    const double lag = 4 * model_.hysteresis * kpa * (1 - kpa / past.most_kpa);
    const double decades = std::log10(std::max(1.0, (time_s - past.since_s) / model_.creep_t0_s));
    mixed_[i] = static_cast<float>((kpa + lag) * (1 + model_.creep_per_decade * decades));
  }
}

float Sensor::bent(float kpa) const {
  const auto s = static_cast<float>(model_.nonlinearity);
  return kpa / (1 - s + s * kpa / static_cast<float>(model_.full_scale_kpa));
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
  if (!history_.empty()) feel_history(time_s);
  const auto drift = static_cast<float>(model_.drift_kpa_per_min * time_s / 60);
  const std::size_t offset = noise_.empty() ? 0 : random_() % noise_.size();
  const auto per_count = static_cast<float>(1 / model_.kpa_per_count);
  const bool bends = model_.nonlinearity > 0;
  for (std::size_t i = 0; i < kpa.size(); ++i) {
    float felt = mixed_[i] + (mixed_[i] > 0 ? drift : 0.0F);
    if (bends && felt > 0) felt = bent(felt);
    if (!gains_.empty()) felt *= gains_[i];
    float count = felt * per_count;
    if (!offsets_.empty()) count += offsets_[i];
    if (!noise_.empty()) count += noise_[(offset + i) % noise_.size()];
    counts[i] = static_cast<std::uint16_t>(
        std::clamp(std::round(count), 0.0F, static_cast<float>(model_.max_count)));
  }
  for (const std::uint32_t cell : dead_) counts[cell] = 0;
  for (std::size_t i = 0; i < stuck_.size(); ++i) counts[stuck_[i]] = stuck_counts_[i];
  for (const std::uint32_t cell : saturated_) counts[cell] = model_.max_count;
}

}  // namespace solea::virtual_mat
