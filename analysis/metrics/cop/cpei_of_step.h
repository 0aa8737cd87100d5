#pragma once

#include <optional>
#include <vector>

#include "analysis/cpei.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

/// The excursion of a step by one of its constructions. Undefined without geometry or where the
/// foot does not strike with its rear third (metrics.md 4.2, pitfalls).
template <class Construction>
std::optional<CopExcursion> excursion_of_step(const StepContext& step, Construction construct) {
  if (step.geometry == nullptr) return std::nullopt;
  const auto strike = strike_index.compute(step);
  if (!strike || *strike > 100.0 / 3) return std::nullopt;
  std::vector<PointMm> path;
  for (const CopPoint& p : trimmed_path(step.parts.cop, step.settings)) {
    path.push_back(step.geometry->frame.to_foot(p.at));
  }
  return construct(path, *step.geometry);
}

}  // namespace solea::metrics
