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

}  // namespace solea
