#pragma once

#include <string>

namespace solea {

/// The present moment as ISO 8601 in UTC, "2026-11-20T12:00:00Z". The environment variable
/// SOURCE_DATE_EPOCH, where set, replaces it, for outputs that must come out the same again.
[[nodiscard]] std::string utc_now();

}  // namespace solea
