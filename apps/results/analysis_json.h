#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

#include "analysis/analyze.h"
#include "core/source_info.h"

namespace solea {

/// The document `solea analyze --json` prints ("solea.analysis/1"). Undefined values are null.
/// Throws FileError when `file` cannot be read for its checksum.
[[nodiscard]] nlohmann::ordered_json analysis_to_json(const AnalysisResult& result,
                                                      const SourceInfo& info,
                                                      const std::filesystem::path& file);

/// Its `settings`: every threshold and variant.
[[nodiscard]] nlohmann::ordered_json settings_to_json(const AnalysisSettings& settings);

/// One of its `steps`.
[[nodiscard]] nlohmann::ordered_json step_to_json(const StepResult& step, std::size_t index);

}  // namespace solea
