#include "calibration/unloaded.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/error.h"

namespace solea::calibration {

void UnloadedFrames::add(double time_s, std::span<const float> outputs) {
  constexpr std::size_t most_kept = 300;
  if (frames_ == 0) {
    first_s_ = time_s;
    mean_.assign(cells_, 0);
    squares_.assign(cells_, 0);
  }
  last_s_ = time_s;
  if (frames_ % stride_ == 0) {
    kept_.emplace_back(outputs.begin(), outputs.end());
    if (kept_.size() == 2 * most_kept) {
      // Every other one goes, and from now on every other one is kept.
      for (std::size_t i = 1; i < most_kept; ++i) kept_[i] = std::move(kept_[2 * i]);
      kept_.resize(most_kept);
      stride_ *= 2;
    }
  }
  ++frames_;
  for (std::size_t i = 0; i < cells_; ++i) {
    const double x = outputs[i];
    const double delta = x - mean_[i];
    mean_[i] += delta / static_cast<double>(frames_);
    squares_[i] += delta * (x - mean_[i]);
  }
}

UnloadedCells UnloadedFrames::result(double least_s) const {
  if (frames_ < 3 || last_s_ - first_s_ < least_s) {
    throw CalibrationError("the plate was unloaded for " +
                           std::to_string(frames_ == 0 ? 0 : last_s_ - first_s_) +
                           " s, expected at least " + std::to_string(least_s) + " s");
  }
  UnloadedCells cells;
  cells.frames = frames_;
  cells.duration_s = last_s_ - first_s_;
  const std::size_t third = std::max<std::size_t>(1, kept_.size() / 3);
  std::vector<double> values(kept_.size());
  for (std::size_t i = 0; i < cells_; ++i) {
    double first = 0;
    double last = 0;
    for (std::size_t k = 0; k < kept_.size(); ++k) {
      values[k] = kept_[k][i];
      if (k < third) first += values[k];
      if (k >= kept_.size() - third) last += values[k];
    }
    cells.drift.push_back((last - first) / static_cast<double>(third));
    cells.median.push_back(median_of(values));
    cells.sd.push_back(std::sqrt(squares_[i] / static_cast<double>(frames_ - 1)));
  }
  return cells;
}

BaselineDrift judge_drift(double largest_kpa, std::optional<double> full_scale_kpa,
                          const TareLimits& limits) {
  const bool over_scale =
      full_scale_kpa && largest_kpa > limits.drift_full_scale_pct / 100 * *full_scale_kpa;
  return {largest_kpa, over_scale || largest_kpa > limits.drift_kpa};
}

double median_of(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

}  // namespace solea::calibration
