#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/step_correction.h"

namespace solea {

/// The user's corrections of a trial as a session keeps them: JSON, "solea.corrections/1".
[[nodiscard]] std::string corrections_to_json(const std::vector<StepCorrection>& corrections);

/// Throws std::runtime_error with what is wrong.
[[nodiscard]] std::vector<StepCorrection> corrections_from_json(std::string_view text);

}  // namespace solea
