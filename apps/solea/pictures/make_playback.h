#pragma once

#include "apps/solea/pictures/make_picture.h"
#include "visualization/window/viewer.h"

namespace solea {

/// A recording to be played: the picture chosen, its frames in the same box of the plate, the
/// stances of its steps. `recording` must outlive the film. On a moving belt the frames are where
/// they were on the plate. Throws Error as make_picture does.
[[nodiscard]] Film make_playback(const Recording& recording, const SourceInfo& info,
                                 const AnalysisResult& result, const PictureChoice& choice,
                                 const std::string& file_name);

}  // namespace solea
