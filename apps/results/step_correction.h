#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "analysis/analyze.h"
#include "core/recording.h"

namespace solea {

/// Changes what is said of a step among all corrections of its trial: `change` gets what was said
/// of it so far, which is then kept where it says anything. `step` must have frames. Gives what is
/// said of it now.
StepCorrection correct_step(std::vector<StepCorrection>& all, std::size_t step,
                            const Recording& recording, const AnalysisResult& result,
                            const std::function<void(StepCorrection&)>& change);

}  // namespace solea
