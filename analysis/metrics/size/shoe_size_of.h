#pragma once

#include <optional>

#include "analysis/metrics/builtin.h"
#include "analysis/shoe_size.h"

namespace solea::metrics {

/// A shoe size of the estimated foot length, or its uncertainty, as a measure's function.
template <ShoeSize (*size_of)(double foot_mm, double uncertainty_mm), double ShoeSize::*part>
std::optional<double> shoe_size_of(const StepContext& step) {
  const auto foot = estimated_foot_length.compute(step);
  const auto uncertainty = length_uncertainty.compute(step);
  if (!foot || !uncertainty) return std::nullopt;
  return size_of(*foot, *uncertainty).*part;
}

}  // namespace solea::metrics
