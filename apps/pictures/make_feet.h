#pragma once

#include <optional>
#include <string>

#include "analysis/analyze.h"
#include "core/source_info.h"
#include "visualization/scenes/picture.h"

namespace solea {

/// What is drawn over a step where it is on the plate: zones, axis, tangents, thirds, instants of
/// the stance, peak; without cells and path.
[[nodiscard]] FootPicture foot_on_plate(const StepResult& step, double threshold_kpa,
                                        std::size_t number);

/// The feet of a recording side by side: cells with their peak pressure, zones of
/// the chosen mask, axis, arch thirds,
/// path of the centre of pressure, side. `step`: one alone. Throws Error when there is none.
[[nodiscard]] FeetPicture make_feet(const SourceInfo& info, const AnalysisResult& result,
                                    std::optional<std::size_t> step, const std::string& file_name);

}  // namespace solea
