#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "analysis/analyze.h"
#include "core/recording.h"
#include "core/source_info.h"
#include "visualization/picture.h"

namespace solea {

/// What of a recording is to be seen.
struct PictureChoice {
  std::string what = "peak";        ///< "peak", "mean", "pti" or "frame:N"
  std::optional<std::size_t> step;  ///< one step; empty: as suits the recording
};

/// A picture of a recording: of one step, or of all of them where they do not lie on top of each
/// other. Throws Error when the step or frame does not exist or nothing is loaded.
[[nodiscard]] PressurePicture make_picture(const Recording& recording, const SourceInfo& info,
                                           const AnalysisResult& result,
                                           const PictureChoice& choice,
                                           const std::string& file_name);

}  // namespace solea
