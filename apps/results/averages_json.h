#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "analysis/averages.h"

namespace solea {

/// `averages` of `solea analyze --json`: left, right (null without a valid step) and symmetry.
[[nodiscard]] nlohmann::ordered_json averages_to_json(const Averages& averages);

/// A few measures of both feet and how they compare, as a table for people; empty where no foot
/// has two valid steps and not both feet have one.
[[nodiscard]] std::string averages_table(const Averages& averages);

}  // namespace solea
