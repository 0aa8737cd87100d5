#pragma once

#include <nlohmann/json_fwd.hpp>

#include "analysis/reference/heel_sheet.h"

namespace solea {

[[nodiscard]] nlohmann::ordered_json reference_to_json(const ReferenceShown& shown);
/// `heel_sheet` of `solea analyze --json`.
[[nodiscard]] nlohmann::ordered_json heel_sheet_to_json(const HeelSheet& sheet);

}  // namespace solea
