#pragma once

#include "analysis/settings.h"
#include "core/source_info.h"

namespace solea {

/// The settings of an analysis with what the recording itself knows: body mass, side, that it
/// holds one foot only, and the user's corrections and zones.
[[nodiscard]] AnalysisSettings known_settings(const SourceInfo& info);

}  // namespace solea
