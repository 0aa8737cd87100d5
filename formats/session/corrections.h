#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/step_correction.h"

namespace solea {

/// The user's corrections of a trial as a session keeps them: JSON, "solea.corrections/1". `zones`:
/// the user's own, as mask_to_json has them; empty: none.
[[nodiscard]] std::string corrections_to_json(const std::vector<StepCorrection>& corrections,
                                              std::string_view zones = {});

/// Throws std::runtime_error with what is wrong.
[[nodiscard]] std::vector<StepCorrection> corrections_from_json(std::string_view text);

/// The zones in them, as mask_from_json reads them; empty: none. Throws as corrections_from_json.
[[nodiscard]] std::string corrected_zones(std::string_view text);

/// Under this name SourceInfo::provenance has them.
inline constexpr const char* zones_provenance = "corrected_zones";

}  // namespace solea
