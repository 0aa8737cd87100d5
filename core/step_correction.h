#pragma once

#include <optional>
#include <string>

#include "core/step.h"

namespace solea {

/// What a person who looked at a step says of it. It names the step by a moment and a place within
/// it, not by its number, so that it holds when thresholds change.
struct StepCorrection {
  double time_s = 0;
  double x_mm = 0;
  double y_mm = 0;
  std::optional<Side> side;  ///< instead of the detected one
  bool excluded = false;     ///< not a valid step, for `reason`
  std::string reason;
};

}  // namespace solea
