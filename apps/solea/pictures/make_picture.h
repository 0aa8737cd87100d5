#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "analysis/analyze.h"
#include "core/recording.h"
#include "core/source_info.h"
#include "visualization/scenes/picture.h"
#include "visualization/scenes/volume_scene.h"

namespace solea {

/// What of a recording is to be seen.
struct PictureChoice {
  std::string what = "peak";        ///< "peak", "mean", "pti", "walkway", "plate" or "frame:N"
  std::optional<std::size_t> step;  ///< one step; empty: as suits the recording
};

/// A picture of a recording: of one step, or of all of them where they do not lie on top of each
/// other. Throws Error when the step or frame does not exist or nothing is loaded.
[[nodiscard]] PressurePicture make_picture(const Recording& recording, const SourceInfo& info,
                                           const AnalysisResult& result,
                                           const PictureChoice& choice,
                                           const std::string& file_name);

/// A foot that is compared: a step of a recording, or its first valid one.
struct ComparedFoot {
  const AnalysisResult* result = nullptr;
  std::optional<std::size_t> step;
  std::string name;  ///< in the picture's title and in errors
};

/// Peak pressure of one foot minus that of the other after the other was laid over it; a foot of
/// the other side is mirrored. Throws Error when there is no such step or it is no foot.
[[nodiscard]] PressurePicture make_difference(const ComparedFoot& one, const ComparedFoot& other);

/// A step, or the first valid one, with its time upward; surfaces at round pressures. Throws Error
/// where there is no such step or no time.
[[nodiscard]] VolumePicture make_volume(const Recording& recording, const AnalysisResult& result,
                                        std::optional<std::size_t> step,
                                        const std::string& file_name);

}  // namespace solea
