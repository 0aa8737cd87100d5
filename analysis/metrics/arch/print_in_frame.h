#pragma once

#include <vector>

#include "analysis/metric.h"

namespace solea::metrics {

/// The print of a step, its toes flagged as in the foot frame, in another frame.
inline PrintCells print_in_frame(const StepContext& step, const FootFrame& frame) {
  std::vector<char> toes(step.footprint.cells());
  for (const PrintCell& cell : step.geometry->print.cells()) toes[cell.index] = cell.toe;
  return {step.footprint, frame, step.settings.contact_threshold_kpa, toes};
}

}  // namespace solea::metrics
